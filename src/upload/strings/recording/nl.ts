import type { RecordingWords } from './en.js';

/** The words in Dutch. */
export const words: RecordingWords = {
  label: 'Video opnemen',
  fileName: 'Opname',
  camera: 'Opnemen met de camera',
  screen: 'Scherm opnemen',
  asking: 'Geef toegang in je browser om de opname te starten.',
  cancel: 'Niet opnemen',
  live: 'Livevoorbeeld',
  recorded: 'Je opname',
  recording: 'Bezig met opnemen',
  paused: 'Gepauzeerd',
  pause: 'Pauzeren',
  resume: 'Hervatten',
  finish: 'Opname afronden',
  saving: 'Opname wordt afgerond…',
  use: 'Deze opname gebruiken',
  again: 'Opnieuw opnemen',
  discard: 'Opname verwijderen',
  discarded: 'Opname verwijderd.',
  kept: 'Deze opname van een eerder bezoek is nog niet geüpload.',
  announcePaused: 'Opname gepauzeerd op {time}.',
  announceReview: 'Opname klaar. Lengte: {time}.',
  noSecureContext: 'Voor opnemen is een beveiligde verbinding nodig. Kies in plaats daarvan een video.',
  noCamera: 'Deze browser kan hier niet met de camera opnemen.',
  noScreen: 'Deze browser kan hier het scherm niet opnemen.',
  notShared: 'Het scherm is niet gedeeld. Probeer het opnieuw en kies wat je wilt opnemen.',
  notices: {
    ended: 'De camera of het scherm is niet meer beschikbaar. Wat tot nu toe is opgenomen, staat hier.',
    limit: 'De opname heeft de maximale lengte bereikt.',
    silent: 'Deze opname heeft geen geluid: er is geen microfoon of de toegang is geblokkeerd.',
    'not-kept':
      'De opslag van deze browser is vol. Als je deze pagina sluit of opnieuw laadt, gaat de opname verloren.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Deze browser kan dat niet opnemen. Kies in plaats daarvan een video.',
    RECORDING_DENIED:
      'De toegang tot camera en microfoon is geblokkeerd. Sta die toe in de instellingen van je browser en probeer het opnieuw.',
    RECORDING_NO_DEVICE:
      'Er is geen camera beschikbaar of een andere app gebruikt hem. Controleer dat en probeer het opnieuw.',
    RECORDING_INTERRUPTED: 'Er is niets opgenomen. Probeer het opnieuw.',
  },
};
