//! What every page's template is given.

use crate::App;
use crate::visitor::Visitor;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use exam::access::{Actor, Role};

/// A link of the main menu.
#[derive(Debug, Clone)]
pub(crate) struct NavItem {
    pub label: String,
    pub href: &'static str,
    pub current: bool,
}

/// Who is signed in, as the header shows it.
#[derive(Debug, Clone)]
pub(crate) struct UserBadge {
    pub account: String,
    pub name: String,
    pub role_label: String,
}

/// A sentence at the top of a page.
#[derive(Debug, Clone)]
pub(crate) struct Flash {
    /// `success`, `info`, `warning` or `error`.
    pub kind: &'static str,
    pub text: String,
}

/// What `base.html` needs.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub title: String,
    pub nav: Vec<NavItem>,
    pub user: Option<UserBadge>,
    pub csrf: String,
    pub demo: bool,
    pub flash: Option<Flash>,
}

/// The main menu: label, address, and the roles it is for.
const MENU: &[(&str, &str, &[Role])] = &[
    ("Sessions", "/sessions", &[Role::Authority]),
    ("Conservation", "/conservation", &[Role::Authority, Role::HeadOfSchool, Role::Administrator]),
];

/// The roles of a person, in words.
pub(crate) fn roles_label(actor: &Actor) -> String {
    let held = Role::ALL.iter().filter(|role| actor.holds(**role));
    held.map(|role| role.label()).collect::<Vec<_>>().join(", ")
}

/// The entry of one's notices: « Mes avis (2 non lus) ».
fn notices(unread: i64, here: &str) -> NavItem {
    let label = match unread {
        0 => "Mes avis".to_owned(),
        1 => "Mes avis (1\u{a0}non lu)".to_owned(),
        count => format!("Mes avis ({count}\u{a0}non lus)"),
    };
    NavItem { label, href: "/mes-avis", current: here == "/mes-avis" }
}

impl Page {
    /// A page for a signed-in person; `here` is the address of its entry in the menu.
    pub fn new(app: &App, visitor: &Visitor, title: impl Into<String>, here: &str) -> Self {
        let actor = &visitor.actor;
        let entries = MENU.iter().filter(|(_, _, roles)| roles.iter().any(|role| actor.holds(*role)));
        let mut nav = vec![NavItem { label: "À faire".to_owned(), href: "/", current: here == "/" }];
        nav.extend(entries.map(|(label, href, _)| NavItem {
            label: (*label).to_owned(),
            href,
            current: *href == here,
        }));
        if visitor.unread > 0 || [Role::Candidate, Role::Examiner].iter().any(|role| actor.holds(*role)) {
            nav.push(notices(visitor.unread, here));
        }
        Self {
            title: title.into(),
            nav,
            user: Some(UserBadge {
                account: actor.account.to_string(),
                name: actor.name.clone(),
                role_label: roles_label(actor),
            }),
            csrf: visitor.csrf.clone(),
            demo: !app.options.personas.is_empty(),
            flash: None,
        }
    }

    /// A page for somebody who is not signed in.
    pub fn public(app: &App, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            nav: vec![],
            user: None,
            csrf: String::new(),
            demo: !app.options.personas.is_empty(),
            flash: None,
        }
    }

    /// With a sentence at the top.
    pub fn flash(mut self, kind: &'static str, text: impl Into<String>) -> Self {
        self.flash = Some(Flash { kind, text: text.into() });
        self
    }
}

impl Page {
    /// With the sentence of what was refused, where something was; and the status that goes with it.
    pub fn refused(self, sentence: Option<String>) -> (Self, StatusCode) {
        match sentence {
            Some(sentence) => (self.flash("error", sentence), StatusCode::UNPROCESSABLE_ENTITY),
            None => (self, StatusCode::OK),
        }
    }
}

/// What was just done, by the word that the address carries after it (`?fait=dates`).
const DONE: &[(&str, &str)] = &[
    (
        "verification",
        "La vérification est demandée : rechargez la page dans une minute pour en voir le résultat.",
    ),
    ("modele", "Le modèle du tableau de synthèse est reçu."),
    ("formulaire", "Le formulaire officiel est reçu."),
    ("formulaire-retire", "Le formulaire officiel est retiré : celui du logiciel le remplace."),
    ("dates", "Les dates sont enregistrées."),
    ("etablissement", "L’établissement est ajouté."),
    ("liste", "La liste est importée."),
    ("commission", "La commission est composée : affectez-lui des personnes candidates."),
    ("passages", "Les passages sont enregistrés."),
    ("membre", "Le membre est remplacé : les personnes concernées sont averties."),
    ("recommandation", "La recommandation est faite : les membres de la commission sont avertis."),
    ("consignes", "Les consignes sont enregistrées : elles valent pour les prochains envois."),
    ("ecrans", "Les écrans sont fermés : leurs adresses n’ouvrent plus rien."),
    ("cadre", "Les demi-journées, les heures et les centres sont enregistrés."),
    ("disponibilites", "Les disponibilités sont enregistrées."),
    ("lien", "Les liens de cette personne sont fermés."),
    ("proposition", "La personne est proposée : l’autorité académique répondra ici."),
    ("proposition-retiree", "La proposition est retirée."),
    ("proposition-repondue", "La réponse est enregistrée."),
    ("arret", "L’arrêt est demandé : le meilleur plan trouvé est gardé."),
    ("annule", "Le dernier changement est annulé."),
    ("copie", "Voici la copie : ses changements ne touchent pas l’autre plan."),
    ("change", "Le changement est enregistré."),
    ("repare", "Voici un plan qui déplace le moins de monde possible : relisez-le, puis publiez-le."),
    ("temps", "Le temps de l’oral est enregistré."),
    ("signale", "C’est signalé, avec l’heure, aux personnes qui organisent l’épreuve : restez sur place."),
    ("appareil", "L’appareil est retiré : il efface tout à son prochain contact."),
    ("retrait", "La personne est retirée de la commission."),
    ("brouillon", "Votre demande est gardée, sans être envoyée."),
    ("demande", "Votre demande est envoyée. La réponse vous sera donnée par un avis."),
    (
        "demande-retard",
        "Votre demande est reçue, et marquée « en retard ». La réponse vous sera donnée par un avis.",
    ),
    ("reponse", "La réponse est enregistrée, et la personne candidate est avertie."),
    ("appreciation-demandee", "Votre demande est reçue. La réponse vous sera donnée par un avis."),
    ("appreciation", "La fiche est communiquée, et la personne candidate est avertie."),
    ("note", "La note est arrêtée."),
    ("periode", "La période de l’attestation est enregistrée."),
    ("annonce", "La destruction est annoncée : chaque personne concernée en reçoit l’avis."),
    ("destruction-demandee", "La destruction est demandée : une autre personne doit la confirmer."),
    ("destruction", "C’est détruit. Le procès-verbal est au bas de la page."),
    ("prolongation", "La conservation de ce dossier est prolongée."),
    ("levee", "La prolongation est levée."),
    ("signe", "Le dossier est signé : scellez-le et transmettez-le."),
    (
        "transmis",
        "Le dossier est scellé et transmis au jury. L’accusé porte son empreinte : imprimez-le, ou gardez-le.",
    ),
    (
        "transmis-retard",
        "Le dossier est scellé et transmis au jury, et marqué « en retard ». L’accusé porte son empreinte : gardez-le.",
    ),
    ("recu", "Le dossier est reçu : chaque fichier est celui qui a été scellé."),
    ("adresse", "Votre adresse électronique est enregistrée."),
    ("lu", "C’est noté : cet avis est lu."),
    ("motdepasse", "Votre mot de passe est changé."),
];

impl Page {
    /// With the sentence of what was just done, where the address tells it.
    pub fn done(self, query: Option<&str>) -> Self {
        let word = query.and_then(|query| query.strip_prefix("fait="));
        match DONE.iter().find(|(known, _)| Some(*known) == word) {
            Some((_, sentence)) => self.flash("success", *sentence),
            None => self,
        }
    }
}

/// Renders a template with a status.
pub(crate) fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "template");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Renders a template.
pub(crate) fn show(template: &impl Template) -> Response {
    render(StatusCode::OK, template)
}
