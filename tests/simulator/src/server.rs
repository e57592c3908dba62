//! Connections and routes.

use std::{convert::Infallible, net::SocketAddr, time::Instant};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Response, header},
    middleware::{self, Next},
    routing::get,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tower::ServiceExt;

use crate::{
    DocumentedReply, Provider, SeenRequest, control, documented,
    reply::{self, Asked, DropConnection},
    state::Shared,
};

/// Connections open at one time. More wait in the listener's queue.
const MOST_CONNECTIONS: usize = 1024;

/// The address at the other end, for those routes that care.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Accepts until it is aborted. The connections are its own, so they end with
/// it.
pub(crate) async fn serve(listener: TcpListener, shared: Shared) {
    let routes = routes(shared);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept(), if connections.len() < MOST_CONNECTIONS => {
                // A failed accept is a client that left, or a moment without
                // file descriptors; the next may succeed.
                match accepted {
                    Ok((stream, peer)) => {
                        connections.spawn(connection(stream, Peer(peer), routes.clone()));
                    }
                    Err(_) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// axum's own server always sends what a handler returns. This one can also
/// end the connection instead.
async fn connection(stream: TcpStream, peer: Peer, routes: Router) {
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let routes = routes.clone();
        async move {
            let response = routes
                .oneshot(request)
                .await
                .unwrap_or_else(|never: Infallible| match never {});
            if response.extensions().get::<DropConnection>().is_some() {
                return Err(Dropped);
            }
            Ok(response)
        }
    });
    // A client that leaves is nothing to report.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

#[derive(Debug, thiserror::Error)]
#[error("the connection is dropped on purpose")]
struct Dropped;

fn routes(shared: Shared) -> Router {
    let mut routes = Router::new();
    for provider in Provider::ALL {
        for &path in provider.paths() {
            let ask = move |State(shared): State<Shared>, headers: HeaderMap| {
                answer(shared, provider, path, headers)
            };
            routes = routes.route(path, get(ask));
        }
    }
    routes
        .fallback(async || (axum::http::StatusCode::NOT_FOUND, "Not Found"))
        .layer(middleware::from_fn_with_state(shared.clone(), remember))
        .merge(control::routes())
        .with_state(shared)
}

async fn answer(
    shared: Shared,
    provider: Provider,
    path: &'static str,
    headers: HeaderMap,
) -> Response<Body> {
    let key = bearer(&headers);
    let (asked, fault) = {
        let mut state = shared.lock();
        let known = key
            .as_ref()
            .and_then(|key| state.accounts.get_mut(&(provider, key.clone())))
            .filter(|account| !account.revoked);
        let Some(account) = known else {
            let sent = headers.contains_key(header::AUTHORIZATION);
            let rejection = state.rejections.get(&provider).copied();
            return reply::documented(
                rejection.unwrap_or_else(|| DocumentedReply::from(documented::rejection(provider, sent))),
            );
        };
        let asked = Asked {
            balance: account.balance.at(Instant::now()),
            path,
        };
        (asked, account.strike(path))
    };
    match fault {
        Some(fault) => asked.under(fault).await,
        None => asked.right(),
    }
}

async fn remember(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path();
    let seen = SeenRequest {
        at: Instant::now(),
        provider: Provider::of_path(path),
        key: bearer(request.headers()),
        method: request.method().to_string(),
        path: path.to_owned(),
        query: request.uri().query().map(str::to_owned),
        headers: request.headers().clone(),
    };
    shared.lock().remember(seen);
    next.run(request).await
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| key.trim().to_owned())
}
