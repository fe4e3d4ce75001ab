import type { RecordingWords } from './en.js';

/** The words in French. */
export const words: RecordingWords = {
  label: 'Enregistrer une vidéo',
  fileName: 'Enregistrement',
  camera: 'Filmer avec la caméra',
  screen: 'Enregistrer l’écran',
  asking: 'Autorisez l’accès dans le navigateur pour commencer à enregistrer.',
  cancel: 'Ne pas enregistrer',
  live: 'Aperçu en direct',
  recorded: 'Votre enregistrement',
  recording: 'Enregistrement en cours',
  paused: 'En pause',
  pause: 'Mettre en pause',
  resume: 'Reprendre',
  finish: 'Terminer l’enregistrement',
  saving: 'Finalisation de l’enregistrement…',
  use: 'Utiliser cet enregistrement',
  again: 'Recommencer l’enregistrement',
  discard: 'Abandonner l’enregistrement',
  discarded: 'Enregistrement abandonné.',
  kept: 'Cet enregistrement d’une visite précédente n’a pas encore été envoyé.',
  announcePaused: 'Enregistrement en pause à {time}.',
  announceReview: 'Enregistrement terminé. Durée\u00a0: {time}.',
  noSecureContext: 'L’enregistrement nécessite une connexion sécurisée. Choisissez plutôt une vidéo.',
  noCamera: 'Ce navigateur ne peut pas filmer avec la caméra ici.',
  noScreen: 'Ce navigateur ne peut pas enregistrer l’écran ici.',
  notShared: 'L’écran n’a pas été partagé. Réessayez et choisissez quoi enregistrer.',
  notices: {
    ended: 'La caméra ou l’écran n’est plus disponible. Ce qui a été enregistré jusque-là est ici.',
    limit: 'L’enregistrement a atteint la durée maximale.',
    silent: 'Cet enregistrement n’a pas de son\u00a0: il n’y a pas de micro, ou son accès est bloqué.',
    'not-kept':
      'Le stockage de ce navigateur est plein. Si vous fermez ou rechargez cette page, l’enregistrement sera perdu.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Ce navigateur ne peut pas enregistrer cela. Choisissez plutôt une vidéo.',
    RECORDING_DENIED:
      'L’accès à la caméra et au micro est bloqué. Autorisez-le dans les réglages du navigateur, puis réessayez.',
    RECORDING_NO_DEVICE:
      'Aucune caméra n’est disponible, ou une autre application l’utilise. Vérifiez, puis réessayez.',
    RECORDING_INTERRUPTED: 'Rien n’a été enregistré. Réessayez.',
  },
};
