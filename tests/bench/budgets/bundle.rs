//! The size of what the window loads.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use flate2::{Compression, write::GzEncoder};

use super::figure::{Budget, Figure, Unit};

pub fn size() -> Figure {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/dist");
    let bytes = gzipped(&dist).unwrap();
    Figure {
        name: "The window's bundle, gzipped",
        unit: Unit::Kilobytes,
        ours: (f64::from(bytes) / 1000.0).into(),
        smallest: None,
        budget: Budget::AtMost(150.0),
    }
}

/// All files below a folder, each compressed by itself, in bytes.
fn gzipped(dir: &Path) -> io::Result<u32> {
    let mut sum = 0;
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        sum += if path.is_dir() {
            gzipped(&path)?
        } else {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            io::copy(&mut File::open(path)?, &mut encoder)?;
            u32::try_from(encoder.finish()?.len()).unwrap()
        };
    }
    Ok(sum)
}
