//! A topic of an ntfy server, by <https://docs.ntfy.sh/publish/>: a POST whose body is the text, with the
//! rest in headers.

use credit_tray_core::{
    ApiKey, channel::ChannelUrl, delivery::DeliveryProblem, message::Message, notification::Urgency,
};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::acknowledged;
use crate::http::{HttpClient, bearer};

pub(super) async fn send(
    http: &HttpClient,
    topic: &ChannelUrl,
    token: Option<&ApiKey>,
    message: &Message,
    urgency: Urgency,
) -> Result<(), DeliveryProblem> {
    let (priority, tag) = match urgency {
        Urgency::Low => ("3", "white_check_mark"),
        Urgency::Normal => ("4", "warning"),
        Urgency::Critical => ("5", "rotating_light"),
    };
    let mut headers = HeaderMap::new();
    let mut put = |name: &'static str, value: &str| {
        // ntfy takes UTF-8 here. What no header can carry is left out: the body says it all.
        if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    put("title", &message.title);
    put("priority", priority);
    put("tags", tag);
    if !message.top_up_url.is_empty() {
        put("click", &message.top_up_url);
    }
    if let Some(token) = token {
        headers.insert(AUTHORIZATION, bearer(token).map_err(DeliveryProblem::Secret)?);
    }
    acknowledged(
        http.post(topic.url().clone(), headers, message.body.clone())
            .await,
    )
}
