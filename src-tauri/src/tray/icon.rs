//! What the tray icon looks like. Each level has a shape of its own, so that colours are a help
//! and never the only sign; each has a light rim and a dark one, so that it stands out on dark and
//! light panels. Drawn as `icons/tray/*.svg`; `make icons` renders them.

use credit_tray_core::state::Level;

/// How wide and high the sizes of a drawing are.
#[cfg(target_os = "linux")]
pub(super) const SIZES: [u16; 4] = [22, 24, 32, 48];

/// The picture of a level as PNG files.
pub(super) struct Drawing {
    /// 22, 24, 32 and 48 pixels wide, as panels ask for them.
    pub sizes: [&'static [u8]; 4],
    /// 64 pixels wide, for a desktop that scales it itself.
    #[cfg(not(target_os = "linux"))]
    pub large: &'static [u8],
}

impl Drawing {
    /// For a row of a menu; menus scale it down.
    pub(super) fn mark(&self) -> &'static [u8] {
        self.sizes[2]
    }
}

macro_rules! drawing {
    ($name:literal) => {
        Drawing {
            sizes: [
                include_bytes!(concat!("../../../icons/tray/", $name, "-22.png")),
                include_bytes!(concat!("../../../icons/tray/", $name, "-24.png")),
                include_bytes!(concat!("../../../icons/tray/", $name, "-32.png")),
                include_bytes!(concat!("../../../icons/tray/", $name, "-48.png")),
            ],
            #[cfg(not(target_os = "linux"))]
            large: include_bytes!(concat!("../../../icons/tray/", $name, ".png")),
        }
    };
}

/// The picture of a level.
pub(super) fn drawing(level: Level) -> Drawing {
    match level {
        Level::Idle => drawing!("idle"),
        Level::Ok => drawing!("ok"),
        Level::Error => drawing!("error"),
        Level::NeedsKey => drawing!("key"),
        Level::Low => drawing!("low"),
        Level::Out => drawing!("out"),
    }
}
