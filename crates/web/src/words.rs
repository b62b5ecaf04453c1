//! The French sentence of each refusal: what is wrong, where, and what to do. One exhaustive match.

use exam::Refusal;
use exam::dossier::{AddressProblem, PictureProblem};
use exam::french::date;
use exam::refusal::Missing;
use exam::transmission::Hole;

/// The sentence that a person reads.
#[expect(clippy::too_many_lines, reason = "one line a refusal; the compiler holds it complete")]
pub(crate) fn sentence(refusal: &Refusal) -> String {
    let fixed = match refusal {
        Refusal::NotAllowed => "Votre compte n’a pas ce droit.",
        Refusal::MarkNotANumber => {
            "La note doit être un nombre avec au plus deux décimales, par exemple 12,5."
        }
        Refusal::MarkOutsideScale { scale } => {
            return format!("La note doit être comprise entre 0 et {scale}.");
        }
        Refusal::UnknownField(name) => return format!("Le champ « {name} » n’existe pas sur cette feuille."),
        Refusal::TextTooLong { limit } => {
            return format!("Le texte dépasse {limit} caractères : raccourcissez-le.");
        }
        Refusal::SheetClosed => "Les deux visas sont donnés : la feuille est close, plus rien ne s’y écrit.",
        Refusal::SheetIncomplete(missing) => {
            let missing: Vec<_> = missing.iter().map(|one| self::missing(one, str::to_owned)).collect();
            return format!("Avant le visa, il manque : {}.", missing.join(" ; "));
        }
        Refusal::ContentChanged => {
            "La feuille a changé depuis que vous l’avez lue : relisez-la, puis donnez votre visa."
        }
        Refusal::NothingRecommended => {
            "La note recommandée est celle qui est proposée : il n’y a rien à recommander."
        }
        Refusal::NotAHarmoniser => {
            "Seules les personnes nommées à la commission d’harmonisation recommandent : la présidence du jury les nomme."
        }
        Refusal::VisaAlreadyGiven => "Votre visa est déjà donné sur ce contenu.",
        Refusal::NotAMember => "Seuls les deux membres de la commission donnent leur visa.",
        Refusal::IncompatibleRoles { name } => {
            return format!(
                "{name} tient déjà dans cette session un rôle qui ne va pas avec celui-ci : qui est candidat ne \
                 juge pas, et l’autorité académique ne lit pas les notes proposées."
            );
        }
        Refusal::PlanBreaks(reasons) => {
            return format!("Le plan enfreint une règle : {}.", reasons.join(" ; "));
        }
        Refusal::PlanNotReady => {
            "Ce plan n’est pas prêt : attendez la fin du calcul, ou arrêtez-le, puis recommencez."
        }
        Refusal::Unplaced { count: 1 } => {
            "Une personne candidate n’a pas de place : cochez la case pour publier quand même."
        }
        Refusal::Unplaced { count } => {
            return format!(
                "{count} personnes candidates n’ont pas de place : cochez la case pour publier quand même."
            );
        }
        Refusal::LinkClosed => {
            "Ce lien n’est plus ouvert : demandez-en un autre à la personne qui vous l’a envoyé."
        }
        Refusal::NoAvailabilityColumns => {
            "Aucune ligne de titres reconnue : il faut une colonne « Courriel » ou « Nom », et une colonne \
             « Demi-journées » ou une colonne par demi-journée, comme dans le modèle."
        }
        Refusal::ReasonRequired => "Un motif est nécessaire : écrivez-le en une phrase.",
        Refusal::Required { field } => {
            return format!("« {field} » est vide ou illisible : remplissez ce champ.");
        }
        Refusal::EmailInvalid => {
            "L’adresse électronique s’écrit comme prenom.nom@exemple.fr : une seule, sans espace."
        }
        Refusal::NobodyOfThatName => {
            "Personne de cette session n’a cet identifiant : vérifiez-le sur la liste des accès."
        }
        Refusal::UaiInvalid => "L’UAI s’écrit avec sept chiffres et une lettre, par exemple 0999999Z.",
        Refusal::AlreadyThere { what } => return format!("Il existe déjà : {what}."),
        Refusal::DateBefore { field, earliest } => {
            return format!("« {field} » ne peut pas être avant le {}.", date(*earliest));
        }
        Refusal::DateAfter { field, latest } => {
            return format!("« {field} » ne peut pas être après le {}.", date(*latest));
        }
        Refusal::YearOutsideReferential { year, from, to: Some(to) } => {
            return format!("Ce référentiel vaut pour les sessions {from} à {to}, pas pour {year}.");
        }
        Refusal::YearOutsideReferential { year, from, to: None } => {
            return format!("Ce référentiel vaut à partir de la session {from}, pas pour {year}.");
        }
        Refusal::NotEligibleForCcf => {
            "Cette voie de formation ne permet pas le contrôle en cours de formation : l’épreuve est ponctuelle."
        }
        Refusal::LeadNotATeacherOfSpeciality(speciality) => {
            return format!(
                "Le premier membre doit enseigner les matières professionnelles de la spécialité {}.",
                speciality.label()
            );
        }
        Refusal::SamePersonTwice => {
            "Une commission réunit deux personnes : choisissez un autre second membre."
        }
        Refusal::NoProfessionalWithoutReason => {
            "La présence d’une personne professionnelle doit être privilégiée : \
             choisissez-en une, ou écrivez pourquoi aucune ne siège."
        }
        Refusal::OwnStudent { examiner, candidate } => {
            return format!(
                "{examiner} et {candidate} sont du même établissement : la session l’interdit en épreuve ponctuelle."
            );
        }
        Refusal::OtherSpeciality(speciality) => {
            return format!(
                "Cette personne est candidate en {} : la commission est de l’autre spécialité.",
                speciality.label()
            );
        }
        Refusal::OtherTrack(track) => {
            return format!(
                "Cette personne relève de : {}. La commission relève de l’autre forme.",
                track.label()
            );
        }
        Refusal::AlreadySeated => "Cette personne candidate a déjà une commission et une heure.",
        Refusal::AlreadyTaken { name } => return format!("Cette heure est déjà prise, pour : {name}."),
        Refusal::Withdrawn => "Cette personne s’est désistée.",
        Refusal::UnknownGround(ground) => {
            return format!("« {ground} » n’est pas un motif de non-conformité du référentiel.");
        }
        Refusal::PieceWithoutVerdict(kind) => {
            return format!("Il manque l’avis sur la pièce : {}.", kind.label());
        }
        Refusal::AddressInvalid(problem) => address(*problem),
        Refusal::FileKind { accepted } => {
            return format!("Ce fichier n’est pas du type attendu : déposez {accepted}.");
        }
        Refusal::FileTooLarge { limit } => return format!("Ce fichier dépasse {limit} Mo : réduisez-le."),
        Refusal::TooManyAchievements { limit } => {
            return format!("Le tableau compte trop de réalisations ({limit} au plus) : retirez-en.");
        }
        Refusal::NoTable => "Il n’y a pas encore de tableau : remplissez-le, ou déposez d’abord un fichier.",
        Refusal::DateNotOver { date: until } => {
            return format!(
                "Un dossier est figé une fois la date de dépôt passée : elle est le {}.",
                date(*until)
            );
        }
        Refusal::TooManyPages { limit } => {
            return format!(
                "Un portfolio écrit ici a au plus {limit} pages et {limit} fichiers : retirez-en d’abord."
            );
        }
        Refusal::NoPages => "Rien n’est encore écrit : écrivez au moins la page d’accueil, puis déposez.",
        Refusal::NameTaken => {
            "Un autre fichier porte déjà ce nom : renommez le vôtre, ou retirez d’abord l’autre."
        }
        Refusal::Picture(PictureProblem::Damaged) => {
            "Cette image est abîmée ou incomplète : ouvrez-la sur votre appareil, prenez la photo de nouveau au besoin."
        }
        Refusal::Picture(PictureProblem::TooLarge) => {
            "Cette image a plus de 120 millions de pixels : réduisez-la, ou prenez une photo ordinaire."
        }
        Refusal::Picture(PictureProblem::TooSmall) => {
            "Cette image a moins de 200 pixels de côté, personne ne pourrait la lire : prenez la photo de plus près."
        }
        Refusal::NotOnlyPhotos { limit } => {
            return format!(
                "Plusieurs fichiers à la fois : seulement les photos des pages d’une même attestation, {limit} au plus. Un PDF se \
                 dépose seul."
            );
        }
        Refusal::LookedAtJustNow => {
            "Cette adresse vient d’être vérifiée, ou va l’être : attendez cinq minutes, puis recommencez."
        }
        Refusal::NoAddress => {
            "Ce portfolio n’a pas d’adresse à vérifier : il est hébergé ici, ou n’est pas déposé."
        }
        Refusal::TooManyPieces { limit } => {
            return format!("{limit} pièces de cette sorte sont déjà déposées : retirez-en une d’abord.");
        }
        Refusal::DossierClosed => "Le jury a arrêté la note : le dossier ne reçoit plus de pièce.",
        Refusal::WindowClosed { opens } => {
            return format!("La commission lit les dossiers à partir du {}.", date(*opens));
        }
        Refusal::AlreadyDecided => "La note est arrêtée par le jury : rien ne la change plus.",
        Refusal::SheetNotSigned => {
            "La feuille ne porte pas les deux visas : le jury ne peut pas encore arrêter la note."
        }
        Refusal::NoAppraisal => "L’appréciation est vide : le jury ne peut pas encore arrêter la note.",
        Refusal::DeclaredAbsent => "Cette personne est déclarée absente : il n’y a pas de note à arrêter.",
        Refusal::MarkOfAbsence => "Une absence pour force majeure donne la note 0, et aucune autre.",
        Refusal::SheetNotClosed => "Cette feuille ne porte pas les deux visas : il n’y a rien à rouvrir.",
        Refusal::DivergenceKnown => "Une divergence est déjà consignée sur cette feuille.",
        Refusal::NoDivergence => {
            "Aucune divergence n’est consignée sur cette feuille : il n’y a rien à trancher."
        }
        Refusal::OralBegun => "L’oral de cette personne a commencé : ce n’est plus possible.",
        Refusal::NotThatHour => {
            "L’absence de la commission se signale le jour de l’oral, à partir de l’heure prévue."
        }
        Refusal::SheetBegun => {
            "La feuille de cette personne est commencée : elle ne peut plus quitter la commission."
        }
        Refusal::NotPublished => "Les résultats ne sont pas publiés.",
        Refusal::NothingToClaim => {
            "Il n’y a pas d’appréciation à demander : aucune commission n’en a écrit, ou le jury n’a pas arrêté la note."
        }
        Refusal::PassageNotFound { passage } => {
            return format!(
                "« {passage} » n’est pas dans la fiche : recopiez le passage tel qu’il est écrit."
            );
        }
        Refusal::MarkInAppraisal => {
            "La fiche contient encore le chiffre d’une note proposée : ajoutez-le aux passages à masquer."
        }
        Refusal::ClaimOpen => {
            "Cette personne attend son appréciation : répondez d’abord à sa demande, les documents restent jusque-là."
        }
        Refusal::Undecided { count } => {
            let notes = if *count == 1 { "une note".to_owned() } else { format!("{count} notes") };
            return format!("Il reste {notes} à arrêter avant de publier.");
        }
        Refusal::Unheard { count } => {
            return format!(
                "{count} personne(s) n’ont été entendues par aucune commission : confirmez que leur résultat \
                 ne sera pas publié."
            );
        }
        Refusal::AlreadyPublished => "Les résultats sont déjà publiés.",
        Refusal::TimeAlreadyKept { .. } => "Cette heure est déjà relevée.",
        Refusal::TimesOutOfOrder { .. } => "Les heures des deux parties ne se suivent pas.",
        Refusal::ClockMoved => "L’horloge de l’appareil a changé entre-temps : l’heure n’est pas relevée.",
        Refusal::AfterCcfLimit { limit } => {
            return format!(
                "Le contrôle en cours de formation ne peut avoir lieu après le {}.",
                date(*limit)
            );
        }
        Refusal::OutsideCcfPeriod { from, until } => {
            return format!("La période d’évaluation va du {} au {}.", date(*from), date(*until));
        }
        Refusal::KeepsEarlierMark(_) => {
            "Cette personne conserve une note antérieure : elle n’est pas convoquée."
        }
        Refusal::DossierNotValid => "Le dossier n’est pas valide : cette personne n’est pas convoquée.",
        Refusal::NoReplacementDate => "Une absence injustifiée n’ouvre pas de date de remplacement.",
        Refusal::StillKept { until } => {
            return format!("Ces documents sont conservés jusqu’au {}.", date(*until));
        }
        Refusal::PurgeNotAnnounced => "La destruction doit être annoncée avant d’être faite.",
        Refusal::PurgeAnnounced => "La destruction est déjà annoncée.",
        Refusal::PurgeNotAsked => {
            "La destruction n’est pas demandée : une personne la demande, une autre la confirme."
        }
        Refusal::PurgeAsked => "La destruction est déjà demandée : une autre personne doit la confirmer.",
        Refusal::PurgeNeedsAnother => {
            "Vous avez demandé cette destruction : une autre personne doit la confirmer."
        }
        Refusal::NothingToPurge => {
            "Il n’y a rien à détruire : personne ici, ou la conservation est prolongée pour tous."
        }
        Refusal::NoStatisticsYet => "Les statistiques se lisent une fois les résultats publiés.",
        Refusal::BundleIncomplete(holes) => {
            let holes: Vec<_> = holes.iter().map(hole).collect();
            return format!("La transmission au jury est incomplète : {}.", holes.join(" ; "));
        }
        Refusal::BundleNotVerified => {
            "Ce dossier n’est pas vérifié : recevez-le d’abord. S’il est altéré, demandez une nouvelle transmission."
        }
        Refusal::NotRegistered => {
            "La liste de candidats ne vous inscrit pas à l’épreuve facultative EF4 : si c’est une erreur, demandez à \
             votre établissement, ou à l’autorité académique, de corriger l’inscription."
        }
        Refusal::RequestNotSent => {
            "Cette demande n’est pas envoyée : il n’y a pas encore de réponse à donner."
        }
        Refusal::RequestSettled => {
            "La demande est acceptée, ou l’épreuve facultative a commencé : elle ne change plus."
        }
        Refusal::RequestNotAccepted => {
            "La demande de cette personne pour l’épreuve facultative EF4 n’est pas acceptée."
        }
        Refusal::OralNotOver => {
            "L’épreuve facultative EF4 suit l’oral : relevez d’abord la fin de l’entretien, ou donnez vos deux visas."
        }
        Refusal::NotDeliberating => {
            "Aucune délibération n’est ouverte : notez les présences, puis ouvrez-la, sur la page « Délibération »."
        }
        Refusal::DeliberationOpen => "Une délibération est ouverte : fermez-la d’abord.",
        Refusal::MinutesSigned => "Le procès-verbal est signé : plus rien ne change.",
        Refusal::MinutesNotSigned => {
            "Le procès-verbal n’est pas signé : signez-le sur la page « Délibération », puis publiez."
        }
        Refusal::MinutesChanged => {
            "Le procès-verbal a changé depuis que vous l’avez lu : relisez-le, puis signez."
        }
        Refusal::JuryPresident => {
            "Le jury doit avoir une présidente ou un président, présent à la délibération."
        }
        Refusal::JuryUnbalanced { professionals, members } => {
            return format!(
                "Le jury compte {professionals} personnes professionnelles sur {members} : il n’est pas équilibré."
            );
        }
        Refusal::NoQuorum { present, needed } => {
            return format!("{present} membres sont présents, il en faut {needed}.");
        }
    };
    fixed.to_owned()
}

/// What a visa still waits for; `line` gives the label of a line or penalty from its code.
pub(crate) fn missing(missing: &Missing, line: impl Fn(&str) -> String) -> String {
    match missing {
        Missing::Level(code) => format!("le niveau de « {} »", line(code)),
        Missing::Mark => "la note proposée".to_owned(),
        Missing::Appraisal => "l’appréciation".to_owned(),
        Missing::CoverageSentence(sentence) => {
            format!("dans l’appréciation, la phrase sur la couverture des compétences : « {sentence} »")
        }
        Missing::EnvironmentSentence(sentence) => {
            format!("dans l’appréciation, la phrase sur l’environnement technologique : « {sentence} »")
        }
        Missing::PenaltyReason(code) => format!("le motif de la pénalité « {} »", line(code)),
    }
}

fn address(problem: AddressProblem) -> &'static str {
    match problem {
        AddressProblem::Empty => "L’adresse du portfolio est vide : collez-la depuis votre navigateur.",
        AddressProblem::Scheme => "L’adresse du portfolio doit commencer par https:// ou http://.",
        AddressProblem::Host => {
            "Cette adresse n’existe que sur votre machine ou votre réseau : le jury ne pourrait pas l’ouvrir."
        }
        AddressProblem::Credentials => {
            "L’adresse contient un identifiant ou un mot de passe : retirez-le, la commission le verrait."
        }
        AddressProblem::Characters => {
            "L’adresse contient une espace ou un caractère interdit : copiez-la de nouveau."
        }
        AddressProblem::TooLong => "L’adresse dépasse 2 000 caractères : donnez une adresse plus courte.",
    }
}

/// One thing that is missing from a bundle.
fn hole(hole: &Hole) -> String {
    match hole {
        Hole::Bordereau => "le bordereau".to_owned(),
        Hole::NotOnBordereau(name) => format!("{name} sur le bordereau"),
        Hole::Grid(name) => format!("la grille de {name}"),
        Hole::Appraisal(name) => format!("la fiche d’appréciation de {name}"),
        Hole::Visas(name) => format!("les deux visas pour {name}"),
        Hole::Optional(name) => format!("les documents EF4 de {name}"),
        Hole::Signature => "la signature de la cheffe ou du chef d’établissement".to_owned(),
    }
}
