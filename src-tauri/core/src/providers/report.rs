//! What a reply says of its own success: the guard before every balance.
//!
//! Providers, and the gateways and relays before them, answer errors with HTTP 200, and under several names:
//! `{"code":429,…}`, `{"success":false,…}`, `{"error":{"code":…}}`, `{"error":"unauthorized"}`. Whatever the
//! status, none of these brings a balance. Sources: `providers.md` A1 to A5, section 4 of the design.

use serde::Deserialize;

use super::{
    Reply,
    wire::{Field, code_problem, json},
};
use crate::problem::{BadResponse, Problem};

/// The words by which Evolink's own client knows a key that has nothing left (`providers.md` A5).
const OUT: [&str; 3] = [
    "insufficient_user_quota",
    "key_quota_exhausted",
    "token_daily_quota_exceeded",
];

/// What a body says of its own success.
pub(super) struct Report {
    fields: Fields,
    /// Why it can say nothing. One that says it twice is not understood either: who knows which of the two
    /// holds.
    not_understood: Option<BadResponse>,
}

#[derive(Default, Deserialize)]
struct Fields {
    #[serde(default)]
    code: Field,
    #[serde(default)]
    success: Field,
    #[serde(default)]
    error: Field,
}

/// The same within `error`.
#[derive(Default, Deserialize)]
struct Nested {
    #[serde(default)]
    code: Field,
}

impl Report {
    pub(super) fn of(reply: &Reply) -> Self {
        match json(&reply.body) {
            Ok(fields) => Self {
                fields,
                not_understood: None,
            },
            Err(problem) => Self {
                fields: Fields::default(),
                not_understood: Some(problem),
            },
        }
    }

    /// The error code, or the code of success.
    pub(super) fn code(&self) -> Option<i64> {
        self.nested_code().code().or_else(|| self.fields.code.code())
    }

    /// Whether it says in so many words that nothing is left.
    pub(super) fn says_out(&self) -> bool {
        self.word().is_some_and(|word| OUT.contains(&word.as_str()))
    }

    /// Why this is no success, though nothing else says so; none where it may be one. With the codes that
    /// mean success here.
    pub(super) fn problem(&self, success: &[i64]) -> Option<Problem> {
        if let Some(problem) = self.not_understood {
            return Some(problem.into());
        }
        let Fields {
            code,
            success: says,
            error,
        } = &self.fields;
        let success_says = (!says.is_absent()).then(|| says.boolean("success"));
        let is_success = |code: &Field| code.code().is_some_and(|code| success.contains(&code));
        let has_other_code = !code.is_nothing() && !is_success(code);
        if !has_other_code && error.is_nothing() {
            match success_says {
                None | Some(Ok(true)) => return None,
                Some(Err(problem)) => return Some(problem),
                Some(Ok(false)) => {}
            }
        }
        let code = self.code().filter(|code| !success.contains(code));
        Some(match code {
            Some(code) => code_problem(code),
            None if self.word().as_deref() == Some("unauthorized") => Problem::KeyRejected,
            None => Problem::UnnumberedProviderError,
        })
    }

    fn word(&self) -> Option<String> {
        let fields = [&self.nested_code(), &self.fields.code, &self.fields.error];
        fields.into_iter().find_map(Field::string)
    }

    fn nested_code(&self) -> Field {
        self.fields.error.object::<Nested>().unwrap_or_default().code
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn report(body: &str) -> Report {
        Report::of(&Reply {
            status: 200,
            retry_after: None,
            body: body.into(),
            received_at: Timestamp::UNIX_EPOCH,
        })
    }

    #[test]
    fn a_success_says_so_or_says_nothing() {
        for body in [
            "{}",
            r#"{"code":200,"success":true,"error":null,"data":5}"#,
            r#"{"code":"200"}"#,
            r#"{"code":null,"error":false}"#,
            r#"{"error":""}"#,
        ] {
            assert_eq!(report(body).problem(&[200]), None, "{body}");
        }
    }

    #[test]
    fn whatever_else_it_says_is_an_error() {
        for (body, problem) in [
            (
                r#"{"success":false,"code":200}"#,
                Problem::UnnumberedProviderError,
            ),
            (r#"{"success":"yes"}"#, BadResponse::Field("success").into()),
            (r#"{"success":null}"#, BadResponse::Field("success").into()),
            (r#"{"error":"try later"}"#, Problem::UnnumberedProviderError),
            (r#"{"error":{}}"#, Problem::UnnumberedProviderError),
            (r#"{"error":[]}"#, Problem::UnnumberedProviderError),
            (r#"{"error":0}"#, Problem::UnnumberedProviderError),
            (r#"{"code":"internal_error"}"#, Problem::UnnumberedProviderError),
            (r#"{"code":200.5}"#, Problem::UnnumberedProviderError),
            (r#"{"code":true}"#, Problem::UnnumberedProviderError),
            (r#"{"code":503}"#, Problem::ProviderError(503)),
            (r#"{"code":200,"error":{"code":401}}"#, Problem::KeyRejected),
            (r#"{"error":{"code":"unauthorized"}}"#, Problem::KeyRejected),
            (r#"{"error":"unauthorized"}"#, Problem::KeyRejected),
            (r#"{"success":false,"code":403}"#, Problem::KeyNotPermitted),
        ] {
            assert_eq!(report(body).problem(&[200]), Some(problem), "{body}");
        }
    }

    #[test]
    fn what_says_it_twice_is_no_success() {
        for body in [
            r#"{"success":false,"success":false}"#,
            r#"{"success":false,"success":true}"#,
            r#"{"error":"no","error":null}"#,
        ] {
            let problem = report(body).problem(&[200]);
            assert_eq!(problem, Some(BadResponse::NotDocumented.into()), "{body}");
        }
    }

    #[test]
    fn only_known_words_mean_that_nothing_is_left() {
        for word in OUT {
            assert!(report(&format!(r#"{{"error":{{"code":"{word}"}}}}"#)).says_out());
        }
        for word in [
            "insufficient_permissions",
            "insufficient_scope",
            "insufficient_storage",
            "rate_limit_quota_exceeded",
        ] {
            assert!(!report(&format!(r#"{{"error":{{"code":"{word}"}}}}"#)).says_out());
        }
    }
}
