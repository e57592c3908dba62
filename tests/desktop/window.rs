//! The settings window, worked through `WebDriver`: everything is found by the words that a person
//! reads, or that a screen reader says.

use std::net::TcpListener;

use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;

use crate::{Desktop, app::PROGRAM, desktop::Process, holds, proc, until};

/// The app and its window. The app ends with it.
pub struct SettingsWindow<'d> {
    desktop: &'d Desktop,
    program: String,
    pub client: Client,
    driver: Process,
}

impl Desktop {
    /// Starts the app, which must open its window by itself or by these arguments.
    pub async fn start_app_with_window(&self, arguments: &[&str]) -> SettingsWindow<'_> {
        let config_dir = self.places.config_dir();
        let arguments = [&["--config-dir", config_dir.to_str().unwrap()], arguments].concat();
        self.start_with_window(PROGRAM, &arguments).await
    }

    /// Starts a program whose window is worked as the app's is.
    pub async fn start_with_window(&self, program: &str, arguments: &[&str]) -> SettingsWindow<'_> {
        let port = free_port();
        // The app inherits these and lets the WebDriver in; otherwise it lets nobody in.
        let open = [("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")];
        let driver = self.launch("WebKitWebDriver", &[&format!("--port={port}")], &open);
        let browser = json!({ "binary": program, "args": arguments });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), browser)];
        until("the WebDriver", async || {
            let connected = TcpStream::connect(("127.0.0.1", port)).await;
            connected.map(drop).map_err(|error| error.to_string())
        })
        .await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.into_iter().collect())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap();
        SettingsWindow {
            desktop: self,
            program: program.to_owned(),
            client,
            driver,
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

impl SettingsWindow<'_> {
    /// The app behind it.
    pub async fn app(&self) -> u32 {
        self.desktop.running(&self.program).await
    }

    pub async fn title(&self) -> String {
        self.client.title().await.unwrap()
    }

    pub async fn press(&self, button: &str) {
        let words = quoted(button);
        let named = format!("@aria-labelledby=//*[normalize-space()={words}]/@id");
        let path = format!("//button[normalize-space()={words} or @aria-label={words} or {named}]");
        self.click(&format!("the button {button:?}"), &path).await;
    }

    /// Chooses one of several by its words.
    pub async fn choose(&self, choice: &str) {
        let path = format!("//label[normalize-space()={}]//input", quoted(choice));
        self.click(&format!("the choice {choice:?}"), &path).await;
    }

    /// Turns a switch on or off by its words.
    pub async fn toggle(&self, name: &str) {
        let words = quoted(name);
        let path = format!(
            "//input[@role='switch'][@id=//label[normalize-space()={words}]/@for or ancestor::label[normalize-space()={words}]]"
        );
        self.click(&format!("the switch {name:?}"), &path).await;
    }

    /// Opens or shuts what is behind these words.
    pub async fn unfold(&self, words: &str) {
        let path = format!("//summary[normalize-space()={}]", quoted(words));
        self.click(words, &path).await;
    }

    pub async fn select(&self, list: &str, option: &str) {
        let of_label = format!("@id=//label[normalize-space()={}]/@for", quoted(list));
        let named = format!("{of_label} or @aria-label={}", quoted(list));
        let path = format!("//select[{named}]/option[normalize-space()={}]", quoted(option));
        self.click(&format!("the option {option:?}"), &path).await;
    }

    /// Types into a field, in place of what is there.
    pub async fn fill(&self, label: &str, text: &str) {
        let words = quoted(label);
        let path = format!("//input[@id=//label[normalize-space()={words}]/@for or @aria-label={words}]");
        until(&format!("the field {label:?}"), async || {
            let field = self.find(&path).await?;
            let typed = async {
                field.clear().await?;
                field.send_keys(text).await
            };
            typed.await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Presses a key while a button has the focus.
    pub async fn press_key(&self, button: &str, key: char) {
        let path = format!("//button[@aria-label={}]", quoted(button));
        until(&format!("the button {button:?}"), async || {
            let button = self.find(&path).await?;
            let pressed = button.send_keys(&key.to_string()).await;
            pressed.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Chooses from the menu of an account's row.
    pub async fn choose_from_menu(&self, account: &str, item: &str) {
        self.press(&format!("Actions for {account}")).await;
        self.press(item).await;
    }

    /// Waits until these words can be read.
    pub async fn says(&self, words: &str) {
        until(&format!("the words {words:?}"), async || {
            let text = self.text().await?;
            holds(text.contains(words), &text)
        })
        .await;
    }

    /// Waits until these words can no longer be read.
    pub async fn no_longer_says(&self, words: &str) {
        until(&format!("no words {words:?}"), async || {
            let text = self.text().await?;
            holds(!text.contains(words), &text)
        })
        .await;
    }

    async fn text(&self) -> Result<String, String> {
        let body = self.find("//body").await?;
        body.text().await.map_err(|error| error.to_string())
    }

    async fn find(&self, path: &str) -> Result<Element, String> {
        let found = self.client.find(Locator::XPath(path)).await;
        found.map_err(|error| error.to_string())
    }

    async fn click(&self, what: &str, path: &str) {
        until(what, async || {
            let element = self.find(path).await?;
            // WebKit's driver scrolls the page only, not what scrolls within it.
            let into_view = "arguments[0].scrollIntoView({ block: 'nearest' })";
            let arguments = vec![serde_json::to_value(&element).map_err(|error| error.to_string())?];
            self.client
                .execute(into_view, arguments)
                .await
                .map_err(|error| error.to_string())?;
            element.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Ends the app, in its own time.
    pub async fn quit(self) {
        let app = self.app().await;
        self.desktop.tray_of(app).await.press(&["Quit"]).await;
        until("the app to end", async || {
            holds(!proc::is_running(app), "it runs")
        })
        .await;
        drop(self.driver);
    }
}

fn quoted(words: &str) -> String {
    assert!(!words.contains('"'), "XPath has no way to write {words:?}");
    format!("\"{words}\"")
}
