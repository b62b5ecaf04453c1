//! What was seen of an outside portfolio, and of a dossier since its date, in words.

use exam::dossier::PieceKind;
use exam::french;
use exam::id::DepositId;
use office::acts::dossiers::{Dossier, Session};
use office::acts::portfolio::{Drift, Finding, Frozen, Probe};

/// A look, in words.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// A badge's kind.
    pub kind: &'static str,
    /// « S’ouvre ».
    pub word: &'static str,
    /// What was seen.
    pub sentence: &'static str,
    /// What its candidate has to do; empty where nothing is.
    pub todo: &'static str,
    /// When, in words.
    pub at: String,
    /// Each request: the address, the network address, the status.
    pub hops: Vec<String>,
    /// SHA-256 of what was read; empty where nothing was.
    pub hash: String,
}

/// What a finding says, and what to do: the one place where findings have words.
pub fn words(finding: Finding) -> (&'static str, &'static str) {
    match finding {
        Finding::Reachable => ("L’adresse s’ouvre sans mot de passe.", ""),
        Finding::Download => (
            "L’adresse donne un fichier à télécharger, pas une page.",
            "Le jury devra l’enregistrer puis l’ouvrir : donnez plutôt l’adresse d’une page, ou déposez le site ici.",
        ),
        Finding::NotFound => (
            "Le site répond que cette page n’existe pas.",
            "Vérifiez l’adresse lettre par lettre, puis que la page est bien publiée.",
        ),
        Finding::ServerError => (
            "Le site répond qu’il est en panne.",
            "Attendez une heure et vérifiez de nouveau ; si rien ne change, prévenez l’hébergeur ou déposez le site ici.",
        ),
        Finding::Refused => (
            "Le site refuse de répondre à une personne qui ne le connaît pas.",
            "Ouvrez l’adresse en navigation privée, et levez ce qui bloque (pays, robots, quota).",
        ),
        Finding::SignIn => (
            "Le site demande un mot de passe.",
            "Rendez la page publique, ou déposez le site ici : le jury n’a pas de compte chez votre hébergeur.",
        ),
        Finding::AskAccess => (
            "Le document est partagé avec certaines personnes seulement.",
            "Dans les options de partage, choisissez « Tous les utilisateurs disposant du lien », puis vérifiez de nouveau.",
        ),
        Finding::Empty => ("La page est vide.", "Vérifiez que le site est publié, avec sa page d’accueil."),
        Finding::UnderConstruction => (
            "L’hébergeur montre une page d’attente : aucun site n’est publié à cette adresse.",
            "Publiez le site à cette adresse, ou corrigez l’adresse.",
        ),
        Finding::UnknownName => (
            "Aucun site ne porte ce nom.",
            "Corrigez l’adresse ; si elle est exacte, le nom de domaine n’est plus payé ou pas encore actif.",
        ),
        Finding::NoConnection => (
            "Personne ne répond à cette adresse.",
            "Vérifiez que le site est en ligne, et pas seulement sur votre machine ou dans votre lycée.",
        ),
        Finding::Certificate => (
            "Le certificat du site n’est pas valable : les navigateurs avertissent d’un danger.",
            "Renouvelez le certificat, ou corrigez le nom dans l’adresse.",
        ),
        Finding::TooSlow => (
            "Le site est trop long à répondre.",
            "Vérifiez de nouveau plus tard ; si cela dure, changez d’hébergement ou déposez le site ici.",
        ),
        Finding::TooManyRedirects => (
            "Le site renvoie sans fin d’une adresse à l’autre.",
            "Corrigez les redirections, ou donnez l’adresse finale.",
        ),
        Finding::Garbled => (
            "Ce qui répond n’est pas un site lisible.",
            "Vérifiez l’adresse, avec http:// ou https:// selon le site.",
        ),
        Finding::Malformed => {
            ("Cette adresse ne peut pas s’ouvrir.", "Recopiez l’adresse depuis votre navigateur.")
        }
        Finding::Private => (
            "Cette adresse n’existe que sur un réseau privé (lycée, maison, machine).",
            "Publiez le site sur Internet, ou déposez-le ici.",
        ),
    }
}

pub(crate) fn seen(probe: &Probe, session: &Session) -> Seen {
    let finding = probe.report.finding;
    let (sentence, todo) = words(finding);
    let (kind, word) = match finding {
        Finding::Reachable => ("success", "S’ouvre"),
        Finding::Download => ("warning", "Fichier à télécharger"),
        _ => ("error", "Ne s’ouvre pas"),
    };
    let hop = |hop: &office::acts::portfolio::Hop| {
        let ip = hop.ip.as_deref().map(|ip| format!(" ({ip})")).unwrap_or_default();
        let status = hop.status.map_or_else(|| "sans réponse".to_owned(), |status| status.to_string());
        format!("{}{ip} : {status}", hop.address)
    };
    Seen {
        kind,
        word,
        sentence,
        todo,
        at: french::instant(probe.at, &session.zone),
        hops: probe.report.hops.iter().map(hop).collect(),
        hash: probe.report.hash.clone().unwrap_or_default(),
    }
}

/// The looks at the portfolio that stands, the last first.
pub(crate) fn history(dossier: &Dossier) -> Vec<Seen> {
    let standing = dossier.of(PieceKind::Portfolio);
    let of = |probe: &&Probe| standing.iter().any(|deposit| deposit.id == probe.deposit);
    dossier.watch.probes.iter().filter(of).take(30).map(|probe| seen(probe, &dossier.session)).collect()
}

/// A dossier as it stood at the date, in words.
#[derive(Debug, Clone)]
pub(crate) struct FrozenView {
    /// When it was frozen.
    pub at: String,
    /// SHA-256 of the whole.
    pub hash: String,
    /// Its pieces.
    pub pieces: Vec<FrozenPiece>,
    /// What changed since, in sentences.
    pub drift: Vec<String>,
}

/// A piece of it.
#[derive(Debug, Clone)]
pub(crate) struct FrozenPiece {
    /// What it is.
    pub label: &'static str,
    /// The file's name, or the address.
    pub name: String,
    /// Where it opens, as it was.
    pub href: String,
    /// What there is to know of it: its hash, or its copy.
    pub note: String,
}

/// The frozen dossier; `None` before the date, or where it cannot be read.
pub(crate) fn frozen(dossier: &Dossier) -> Option<FrozenView> {
    let snapshot = dossier.watch.snapshot.as_ref()?;
    let content: Frozen = serde_json::from_str(&snapshot.content).ok()?;
    let mut drift: Vec<String> =
        dossier.watch.drift(dossier.standing()).ok()?.iter().map(|drift| drifted(drift, dossier)).collect();
    let piece = |piece: &office::acts::portfolio::FrozenPiece| {
        let id = DepositId::from(piece.deposit.clone());
        let copy = dossier.watch.copy(&id);
        let kept = copy.filter(|copy| copy.site.is_some());
        let (href, note) = match (&piece.sha256, kept) {
            (Some(hash), _) => (format!("/depots/{id}"), format!("SHA-256 {hash}")),
            (None, Some(copy)) => {
                let size = french::size(u64::try_from(copy.bytes).unwrap_or_default());
                let cut = if copy.note == "cut" { ", en partie seulement" } else { "" };
                let at = french::instant(copy.at, &dossier.session.zone);
                (
                    format!("/depots/{id}/copie"),
                    format!("copie prise {at} : {} fichiers, {size}{cut}", copy.files),
                )
            }
            (None, None) => (String::new(), no_copy(copy.map(|copy| copy.note.as_str())).to_owned()),
        };
        let label = PieceKind::from_code(&piece.kind).map_or("Pièce", PieceKind::label);
        FrozenPiece { label, name: piece.name.clone(), href, note }
    };
    let changed =
        dossier.standing().filter(|one| one.address.is_some() && dossier.watch.has_changed(&one.id));
    drift.extend(changed.map(|_| {
        "La page d’accueil du portfolio n’est plus celle qui a été vue avant la date : ouvrez la copie pour comparer."
            .to_owned()
    }));
    Some(FrozenView {
        at: french::instant(snapshot.at, &dossier.session.zone),
        hash: snapshot.hash.clone(),
        pieces: content.pieces.iter().map(piece).collect(),
        drift,
    })
}

fn no_copy(note: Option<&str>) -> &'static str {
    match note {
        None => "adresse extérieure, copie pas encore prise",
        Some("unwelcome") => "adresse extérieure, sans copie : le site demande aux robots de ne pas le lire",
        Some(_) => "adresse extérieure, sans copie : elle ne s’ouvrait pas",
    }
}

fn drifted(drift: &Drift, dossier: &Dossier) -> String {
    let when = |id: &DepositId| {
        let found = dossier.deposits.iter().find(|deposit| deposit.id == *id);
        found.map(|deposit| french::instant(deposit.at, &dossier.session.zone)).unwrap_or_default()
    };
    match drift {
        Drift::Added(id, kind) => format!("{} : ajouté après la date, {}.", kind.label(), when(id)),
        Drift::Replaced(id, kind) => format!("{} : remplacé après la date, {}.", kind.label(), when(id)),
        Drift::Withdrawn(kind) => format!("{} : une pièce a été retirée après la date.", kind.label()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_says_what_to_do_but_the_good_one() {
        for finding in Finding::ALL {
            let (sentence, todo) = words(finding);
            assert!(sentence.ends_with('.'), "{sentence}");
            assert_eq!(todo.is_empty(), finding == Finding::Reachable, "{finding:?}");
        }
    }
}
