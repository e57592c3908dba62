//! What a screen reader can read: the accessibility tree, over the bus that it uses. It needs nothing
//! of the app, so it sees the program as everyone runs it.

use std::collections::VecDeque;

use zbus::{
    Connection, Proxy,
    names::BusName,
    proxy::CacheProperties,
    zvariant::{ObjectPath, OwnedObjectPath},
};

use crate::{Desktop, app::App, holds, proc, until};

/// A page with five accounts has some hundred nodes.
const MOST_NODES: usize = 2_000;

type Node = (String, OwnedObjectPath);

pub struct ScreenReader(Connection);

impl Desktop {
    /// Turns a screen reader on. Apps that are to be read must start after it.
    pub async fn screen_reader(&self) -> ScreenReader {
        let bus = |interface| Proxy::new(&self.bus, "org.a11y.Bus", "/org/a11y/bus", interface);
        let status = bus("org.a11y.Status").await.unwrap();
        status.set_property("IsEnabled", true).await.unwrap();
        let address: String = bus("org.a11y.Bus")
            .await
            .unwrap()
            .call("GetAddress", &())
            .await
            .unwrap();
        let connection = zbus::connection::Builder::address(address.as_str()).unwrap();
        ScreenReader(connection.build().await.unwrap())
    }
}

impl ScreenReader {
    /// Waits until these words are in the app's window.
    pub async fn reads(&self, app: &App<'_>, words: &str) {
        until(&format!("{words:?} to be read out"), async || {
            let seen = self.names(app.pid()).await;
            holds(seen.iter().any(|name| name.contains(words)), seen)
        })
        .await;
    }

    /// Waits until these words are no longer in the app's window.
    pub async fn no_longer_reads(&self, app: &App<'_>, words: &str) {
        until(&format!("{words:?} to go"), async || {
            let seen = self.names(app.pid()).await;
            holds(!seen.iter().any(|name| name.contains(words)), seen)
        })
        .await;
    }

    /// Every name in the windows of this app, from the outside in.
    async fn names(&self, pid: u32) -> Vec<String> {
        let children = proc::descendants(pid).into_iter().map(|(child, _)| child);
        let processes: Vec<u32> = children.chain([pid]).collect();
        let root = (
            "org.a11y.atspi.Registry".to_owned(),
            ObjectPath::from_static_str_unchecked("/org/a11y/atspi/accessible/root").into(),
        );
        let mut names = Vec::new();
        let mut nodes = VecDeque::new();
        for app in self.children(&root).await {
            if self.pid(&app.0).await.is_some_and(|pid| processes.contains(&pid)) {
                nodes.push_back(app);
            }
        }
        for _ in 0..MOST_NODES {
            let Some(node) = nodes.pop_front() else { break };
            let name = match self.accessible(&node).await {
                Some(node) => node.get_property::<String>("Name").await.unwrap_or_default(),
                None => continue,
            };
            names.extend(Some(name).filter(|name| !name.is_empty()));
            nodes.extend(self.children(&node).await);
        }
        names
    }

    /// None for a node that is gone.
    async fn accessible(&self, (owner, path): &Node) -> Option<Proxy<'static>> {
        let proxy = zbus::proxy::Builder::new(&self.0)
            .destination(owner.clone())
            .ok()?
            .path(path.clone())
            .ok()?
            .interface("org.a11y.atspi.Accessible")
            .ok()?
            .cache_properties(CacheProperties::No);
        proxy.build().await.ok()
    }

    /// One by one: asked for all at once, the place where a page is embedded has none.
    async fn children(&self, node: &Node) -> Vec<Node> {
        let Some(node) = self.accessible(node).await else {
            return Vec::new();
        };
        let count: i32 = node.get_property("ChildCount").await.unwrap_or_default();
        let mut children = Vec::new();
        for place in 0..count {
            children.extend(node.call::<_, _, Node>("GetChildAtIndex", &(place,)).await);
        }
        children
    }

    async fn pid(&self, owner: &str) -> Option<u32> {
        let bus = zbus::fdo::DBusProxy::new(&self.0).await.ok()?;
        let owner = BusName::try_from(owner).ok()?;
        bus.get_connection_unix_process_id(owner).await.ok()
    }
}
