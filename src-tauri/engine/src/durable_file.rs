//! Files that are either the old one or the new one, whatever happens in between.

use std::{fs, io, io::Write as _, path::Path};

use tempfile::NamedTempFile;

/// Writes a whole file: beside it first, to the disk, then in its place. Readable by its owner
/// only.
///
/// # Errors
/// Nothing has changed when one is returned.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    make_private_dir(dir)?;
    // NamedTempFile makes its files with mode 0600 on Unix.
    let mut file = NamedTempFile::new_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_dir(dir)
}

/// Makes a folder, where there is none yet, that only its owner can look into.
///
/// # Errors
/// It cannot be made.
pub fn make_private_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.recursive(true).create(path)
}

/// Lets only its owner read a file that others have written.
///
/// # Errors
/// It does not exist, or belongs to somebody else.
#[cfg_attr(
    not(unix),
    expect(unused_variables, reason = "a folder's rights hold for its files")
)]
pub fn make_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// Makes sure that what was written to this file by others is on the disk.
///
/// # Errors
/// The file cannot be opened or the disk refuses.
pub fn sync(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().write(true).open(path)?.sync_all()
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
