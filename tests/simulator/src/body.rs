//! Bodies that do not simply arrive.

use std::{
    io::{self, Write},
    time::Duration,
};

use axum::body::Body;
use bytes::Bytes;
use flate2::{Compress, Compression, Crc, FlushCompress, write::GzEncoder};
use futures_util::{StreamExt, stream};
use tokio::time::sleep;

const MIB: usize = 1024 * 1024;
const HUGE_MIB: usize = 32;
const BOMB_MIB: usize = 64;

/// The longest anything stalls, should the client never leave.
pub(crate) const LONGEST_STALL: Duration = Duration::from_secs(120);
const DRIP_EVERY: Duration = Duration::from_millis(100);

/// Nothing, and at last the end of the connection.
pub(crate) fn stalled() -> Body {
    Body::from_stream(stream::once(async {
        sleep(LONGEST_STALL).await;
        Err::<Bytes, _>(cut())
    }))
}

/// The first half of `whole`, then the end of the connection.
pub(crate) fn truncated(whole: &Bytes) -> Body {
    let half = whole.slice(..whole.len() / 2);
    let end = stream::once(async {
        // Lets the first half reach the wire before the connection ends.
        sleep(Duration::from_millis(20)).await;
        Err(cut())
    });
    Body::from_stream(stream::iter([Ok(half)]).chain(end))
}

/// Blanks in chunks of a MiB, then `rest`.
pub(crate) fn huge(rest: Bytes) -> Body {
    let blanks = Bytes::from(vec![b' '; MIB]);
    let chunks = stream::iter(std::iter::repeat_n(blanks, HUGE_MIB));
    Body::from_stream(chunks.chain(stream::iter([rest])).map(Ok::<_, io::Error>))
}

/// One blank at a time.
pub(crate) fn slow_drip() -> Body {
    let drips = LONGEST_STALL.as_millis() / DRIP_EVERY.as_millis();
    Body::from_stream(stream::unfold(0, move |sent| async move {
        if sent >= drips {
            return Some((Err(cut()), sent));
        }
        sleep(DRIP_EVERY).await;
        Some((Ok(Bytes::from_static(b" ")), sent + 1))
    }))
}

/// `body`, compressed.
pub(crate) fn gzip(body: &[u8]) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    encoder.finish().map(Bytes::from)
}

/// Far more blanks than anyone wants to unpack, then `body`, compressed.
///
/// One MiB is compressed once and its bytes repeated: after a full flush a
/// piece of a deflate stream depends on nothing before it. Compressing all the
/// blanks takes seconds in a debug build, more than some clients wait.
pub(crate) fn gzip_bomb(body: &[u8]) -> io::Result<Bytes> {
    // No name, no time, unknown system.
    const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    let blanks = vec![b' '; MIB];
    let piece = deflate(&blanks, FlushCompress::Full)?;
    let mut piece_sum = Crc::new();
    piece_sum.update(&blanks);

    let mut bomb = HEADER.to_vec();
    let mut sum = Crc::new();
    for _ in 0..BOMB_MIB {
        bomb.extend_from_slice(&piece);
        sum.combine(&piece_sum);
    }
    bomb.extend(deflate(body, FlushCompress::Finish)?);
    sum.update(body);
    bomb.extend(sum.sum().to_le_bytes());
    bomb.extend(sum.amount().to_le_bytes());
    Ok(bomb.into())
}

/// A piece of a deflate stream, without the header of a format around it.
fn deflate(plain: &[u8], flush: FlushCompress) -> io::Result<Vec<u8>> {
    // Nothing gets longer than this by deflating.
    let mut packed = Vec::with_capacity(plain.len() + 1024);
    Compress::new(Compression::best(), false).compress_vec(plain, &mut packed, flush)?;
    Ok(packed)
}

/// An error in a body makes hyper close the connection.
fn cut() -> io::Error {
    io::Error::from(io::ErrorKind::ConnectionAborted)
}
