//! The running simulator.

use std::{io, net::SocketAddr};

use tokio::{net::TcpListener, task::JoinHandle};

use crate::{Account, Balance, DocumentedReply, Provider, SeenRequest, server, state::Shared};

/// All five providers on one loopback port. It ends when it is dropped, and
/// every open connection with it.
#[derive(Debug)]
pub struct Simulator {
    address: SocketAddr,
    shared: Shared,
    server: JoinHandle<()>,
}

impl Simulator {
    /// Starts on a free port of the loopback interface. No key is known yet.
    ///
    /// # Errors
    ///
    /// When the system gives out no port.
    pub async fn start() -> io::Result<Self> {
        Self::start_on(0).await
    }

    /// Starts on this port of the loopback interface; 0 is any free one.
    ///
    /// # Errors
    ///
    /// When the port is taken.
    pub async fn start_on(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let shared = Shared::default();
        let server = tokio::spawn(server::serve(listener, shared.clone()));
        Ok(Self {
            address,
            shared,
            server,
        })
    }

    /// What to put before the providers' paths: `http://127.0.0.1:41234`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The account of this key. A key that was not known becomes so, and its
    /// account holds the provider's documented example.
    pub fn account(&self, provider: Provider, key: &str) -> Account {
        Account::new(self.shared.clone(), provider, key)
    }

    /// The account of this key at the balance's own provider, holding that
    /// balance.
    pub fn account_with(&self, balance: impl Into<Balance>, key: &str) -> Account {
        let balance = balance.into();
        let account = self.account(balance.provider(), key);
        account.replace(balance);
        account
    }

    /// What this provider says to keys it does not know, in place of its
    /// documented 401. This is also how kie.ai's 401 gets another HTTP status.
    pub fn reject_with(&self, provider: Provider, reply: impl Into<DocumentedReply>) {
        self.shared.lock().rejections.insert(provider, reply.into());
    }

    /// The requests for this provider's paths, oldest first, whatever key they
    /// carried.
    pub fn requests(&self, provider: Provider) -> Vec<SeenRequest> {
        self.shared
            .lock()
            .requests(|request| request.provider == Some(provider))
    }

    /// All requests, also those for paths nobody answers on.
    pub fn all_requests(&self) -> Vec<SeenRequest> {
        self.shared.lock().requests(|_| true)
    }

    /// Forgets the requests seen so far.
    pub fn forget_requests(&self) {
        self.shared.lock().forget_requests();
    }

    /// Ends it, and returns when the port is free again.
    pub async fn stop(mut self) {
        self.server.abort();
        // The only outcome of an aborted task is that it was aborted.
        let _ = (&mut self.server).await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.server.abort();
    }
}
