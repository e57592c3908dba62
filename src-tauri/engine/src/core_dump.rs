//! Core dumps: a picture of the memory in which keys stand, written to the disk when a program breaks down.

/// Has the system write none of this process and those that it starts.
///
/// ## Platform-specific
/// Windows writes none of its own accord, and nothing is done there.
pub fn forbid() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        if let Err(error) = setrlimit(Resource::Core, none) {
            tracing::warn!(%error, "core dumps cannot be forbidden");
        }
    }
}
