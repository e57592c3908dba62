//! The simulator as a program, for trying things by hand.

use std::io::{self, Write, stdout};

use clap::Parser;
use credit_tray_simulator::Simulator;

/// Five prepaid AI APIs on one loopback port.
#[derive(Debug, Parser)]
#[command(version, after_help = AFTER_HELP)]
struct Args {
    /// The port to listen on; any free one unless it is given.
    #[arg(long, default_value_t = 0)]
    port: u16,
}

const AFTER_HELP: &str = "\
While it runs, GET /control shows the accounts. This makes one, which falls, and this makes it fail:
  curl -X PUT http://127.0.0.1:PORT/control/kie/my-key -d '{\"balance\":\"35.95\",\"drainPerSecond\":\"0.4\"}'
  curl -X PUT http://127.0.0.1:PORT/control/kie/my-key -d '{\"fault\":\"402\"}'";

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let asked_to_end = asked_to_end()?;
    let simulator = Simulator::start_on(args.port).await?;
    writeln!(stdout(), "listening on {}", simulator.base_url())?;
    asked_to_end.await;
    simulator.stop().await;
    Ok(())
}

/// Listens for the signals at once, so that none is lost between the first
/// line of output and the wait.
#[cfg(unix)]
fn asked_to_end() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn asked_to_end() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
