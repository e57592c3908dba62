//! The simulated providers at their real names: a proxy on loopback that leads every host of theirs
//! to the simulator, with a certificate of an authority of its own. A program that is given the two
//! as `HTTPS_PROXY` and `SSL_CERT_FILE` asks `https://api.kie.ai` and needs to know nothing of a test.
//!
//! `credit-tray-window-providers FOLDER` writes `authority.pem` into the folder, says in one line of
//! JSON where it listens, and ends when its standard input does.

use std::{
    env, fs,
    io::Write as _,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use anyhow::Context as _;
use credit_tray_core::ProviderId;
use credit_tray_simulator::Simulator;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{ServerConfig, pki_types::PrivateKeyDer};
use serde_json::json;
use tokio::{
    io::{self, AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).context("which folder?")?);
    let hosts = hosts();
    let (authority, tls) = certificates(&hosts)?;
    fs::write(folder.join("authority.pem"), authority)?;

    let simulator = Simulator::start().await?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let proxy = format!("http://{}", listener.local_addr()?);
    let said = json!({ "proxy": proxy, "simulator": simulator.base_url() });
    writeln!(std::io::stdout(), "{said}")?;

    tokio::spawn(serve(
        listener,
        hosts,
        TlsAcceptor::from(tls),
        simulator.address(),
    ));
    io::stdin().read_to_end(&mut Vec::new()).await?;
    simulator.stop().await;
    Ok(())
}

fn hosts() -> Vec<String> {
    let addresses = ProviderId::ALL
        .into_iter()
        .flat_map(|provider| provider.profile().base_urls.iter());
    addresses
        .filter_map(|address| address.strip_prefix("https://"))
        .map(str::to_owned)
        .collect()
}

/// The authority's certificate, and what a server with one of its certificates shows.
fn certificates(hosts: &[String]) -> anyhow::Result<(String, Arc<ServerConfig>)> {
    let mut params = CertificateParams::new([])?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;

    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(hosts)?.signed_by(&key, &authority)?;
    let key = PrivateKeyDer::try_from(key.serialize_der()).map_err(anyhow::Error::msg)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    Ok((authority.pem(), tls.into()))
}

async fn serve(listener: TcpListener, hosts: Vec<String>, tls: TlsAcceptor, simulator: SocketAddr) {
    let hosts = Arc::new(hosts);
    while let Ok((client, _)) = listener.accept().await {
        // A client that hangs up has lost nothing but its own answer.
        tokio::spawn(lead(client, hosts.clone(), tls.clone(), simulator));
    }
}

async fn lead(
    mut client: TcpStream,
    hosts: Arc<Vec<String>>,
    tls: TlsAcceptor,
    simulator: SocketAddr,
) -> io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(client.read_u8().await?);
    }
    let request = String::from_utf8_lossy(&request);
    let asked = request.strip_prefix("CONNECT ").unwrap_or_default();
    let host = asked.split(':').next().unwrap_or_default();
    if !hosts.iter().any(|known| known == host) {
        return client.write_all(b"HTTP/1.1 502 Bad Gateway\r\n\r\n").await;
    }
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    let mut client = tls.accept(client).await?;
    let mut server = TcpStream::connect(simulator).await?;
    io::copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}
