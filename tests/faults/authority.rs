//! An authority that the programs under test trust, and certificates that they must not.

use std::{path::Path, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

use crate::{KEY, VARIABLE};

pub(crate) struct Authority {
    trusted: CertifiedIssuer<'static, KeyPair>,
    stranger: CertifiedIssuer<'static, KeyPair>,
}

/// What a server shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certificate {
    Good,
    Expired,
    OfTomorrow,
    OfAnotherName,
    OfAStranger,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let issuer = || {
            let mut params = CertificateParams::default();
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
        };
        Self {
            trusted: issuer(),
            stranger: issuer(),
        }
    }

    /// What the programs find in their environment: whom to trust, and the key.
    pub(crate) fn variables(&self, folder: &Path) -> Vec<(&'static str, String)> {
        let trusted = folder.join("trusted.pem");
        std::fs::write(&trusted, self.trusted.pem()).unwrap();
        vec![
            ("SSL_CERT_FILE", trusted.display().to_string()),
            ("SSL_CERT_DIR", folder.display().to_string()),
            (VARIABLE, KEY.to_owned()),
        ]
    }

    /// A server that shows this certificate, and speaks these protocols.
    pub(crate) fn server(&self, certificate: Certificate, protocols: &[&str]) -> TlsAcceptor {
        let name = match certificate {
            Certificate::OfAnotherName => "elsewhere.example",
            _ => "localhost",
        };
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        match certificate {
            Certificate::Expired => {
                params.not_before = date_time_ymd(2020, 1, 1);
                params.not_after = date_time_ymd(2021, 1, 1);
            }
            Certificate::OfTomorrow => params.not_before = date_time_ymd(2090, 1, 1),
            _ => {}
        }
        let issuer = match certificate {
            Certificate::OfAStranger => &self.stranger,
            _ => &self.trusted,
        };
        let key = KeyPair::generate().unwrap();
        let signed = params.signed_by(&key, issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![signed.der().clone()], key)
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        TlsAcceptor::from(Arc::new(config))
    }
}
