//! Files that are either the old one or the new one, whatever happens in between.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
/// How the names of files begin that are not in their place yet.
const UNFINISHED: &str = ".credit-tray-";

/// Writes a whole file: beside it first, to the disk, then in its place. Readable by its owner
/// only. A link stays a link: what it leads to is written.
///
/// # Errors
/// Nothing has changed when one is returned.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let linked = path.is_symlink().then(|| path.canonicalize()).transpose()?;
    let path = linked.as_deref().unwrap_or(path);
    // Nothing but a file is replaced: a link may lead to a device or a pipe.
    if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::other("there is something else in its place"));
    }
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    let dir = dir.unwrap_or(Path::new("."));
    make_private_dir(dir)?;
    // Its mode is 0600 on Unix.
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // The file is in its place, and nobody could take it back: what is lost now is lost with the disk.
    if let Err(error) = sync_dir(dir) {
        tracing::error!(%error, path = %path.display(), "a power cut may bring back the file of before");
    }
    Ok(())
}

/// Reads a whole file.
///
/// # Errors
/// It cannot be read, or is a pipe or a device, which might have no end.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() {
        fs::read(path)
    } else {
        Err(io::Error::other("it is not a file"))
    }
}

/// Removes what writes have left that were cut off. Only for the one owner of the folder.
pub fn sweep(dir: &Path) {
    for entry in dir.read_dir().into_iter().flatten().filter_map(Result::ok) {
        let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        if is_unfinished && let Err(error) = fs::remove_file(entry.path()) {
            tracing::warn!(%error, path = %entry.path().display(), "an unfinished file stays behind");
        }
    }
}

/// A free name beside a file that cannot be read, to keep it under: by the time, and with its own ending.
pub fn name_aside(path: &Path, now: Timestamp) -> PathBuf {
    let stamp = now.strftime("%Y%m%d-%H%M%S").to_string();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let mut name = stamp.clone();
    let mut count = 1;
    loop {
        let candidate = path.with_extension(format!("unreadable-{name}.{ending}"));
        if !candidate.exists() {
            return candidate;
        }
        count += 1;
        name = format!("{stamp}-{count}");
    }
}

/// Makes a folder, where there is none yet, that only its owner can look into.
pub fn make_private_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.recursive(true).create(path)
}

/// Lets nobody but its owner look into a folder that is ours, such as one that 0.1.0 has made.
///
/// ## Platform-specific
/// On Windows folders in the profile are their owner's alone.
pub fn keep_private(dir: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut permissions = fs::metadata(dir)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(permissions.mode() & 0o700);
            fs::set_permissions(dir, permissions)?;
        }
    }
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    fs::File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every platform")]
fn sync_dir(_dir: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use rustix::fs::{CWD, FileType, mknodat};

    use super::*;

    #[test]
    fn a_file_without_a_folder_in_its_name_is_written_where_the_program_is() {
        let name = format!("{UNFINISHED}durable");
        let path = Path::new(&name);
        write(path, b"new").unwrap();
        let written = fs::read_to_string(path);
        fs::remove_file(path).unwrap();
        assert_eq!(written.unwrap(), "new");
    }

    #[test]
    fn what_is_no_file_is_not_replaced_by_one() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        mknodat(CWD, &pipe, FileType::Fifo, 0o600.into(), 0).unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        for place in [pipe.clone(), link, dir.path().to_owned()] {
            assert!(write(&place, b"new").is_err());
        }
        assert!(!fs::symlink_metadata(&pipe).unwrap().is_file());
    }

    #[test]
    fn a_link_stays_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
    }
}
