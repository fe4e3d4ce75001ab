import type { RecordingWords } from './en.js';

/** The words in French. */
export const words: RecordingWords = {
  label: 'Enregistrer une vidéo',
  fileName: 'Enregistrement',
  camera: 'Filmer avec la caméra',
  screen: 'Enregistrer l’écran',
  asking: 'Répondez à la question du navigateur, et l’enregistrement commence.',
  cancel: 'Ne pas enregistrer',
  live: 'Ce qui est en cours d’enregistrement',
  recorded: 'Ce qui a été enregistré',
  recording: 'Enregistrement en cours',
  paused: 'En pause',
  pause: 'Mettre en pause',
  resume: 'Reprendre',
  finish: 'Terminer l’enregistrement',
  saving: 'Finalisation de l’enregistrement…',
  use: 'Utiliser cet enregistrement',
  again: 'Recommencer l’enregistrement',
  discard: 'Abandonner l’enregistrement',
  discarded: 'L’enregistrement a été abandonné.',
  kept: 'Cet enregistrement d’une visite précédente n’a pas encore été envoyé.',
  announcePaused: 'Enregistrement en pause à {time}.',
  announceReview: 'L’enregistrement est terminé. Sa durée est de {time}.',
  noSecureContext:
    'Rien ne peut être enregistré sur cette page : sa connexion n’est pas sécurisée. Choisissez plutôt une vidéo.',
  noCamera: 'Ce navigateur ne peut pas filmer avec la caméra ici.',
  noScreen: 'Ce navigateur ne peut pas enregistrer l’écran ici.',
  notShared: 'L’écran n’a pas été partagé. Réessayez et choisissez ce qui doit être enregistré.',
  notices: {
    ended: 'La caméra ou l’écran n’est plus là. Ce qui a été enregistré jusque-là est ici.',
    limit: 'L’enregistrement a atteint la durée permise ici.',
    silent: 'Cet enregistrement n’a pas de son : il n’y a pas de micro, ou il ne peut pas être utilisé.',
    'not-kept':
      'Il n’y a plus de place dans ce navigateur. Si cette page est fermée ou rechargée, l’enregistrement est perdu.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Ce navigateur ne peut pas enregistrer cela. Choisissez plutôt une vidéo.',
    RECORDING_DENIED:
      'La caméra et le micro ne peuvent pas être utilisés. Autorisez-les dans les réglages du navigateur, puis réessayez.',
    RECORDING_NO_DEVICE:
      'Aucune caméra ne peut être utilisée : il n’y en a pas, ou un autre programme l’utilise. Réessayez ensuite.',
    RECORDING_INTERRUPTED: 'Rien n’a pu être enregistré. Réessayez.',
  },
};
