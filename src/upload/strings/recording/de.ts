import type { RecordingWords } from './en.js';

/** The words in German. */
export const words: RecordingWords = {
  label: 'Video aufnehmen',
  fileName: 'Aufnahme',
  camera: 'Mit der Kamera aufnehmen',
  screen: 'Bildschirm aufnehmen',
  asking: 'Beantworten Sie die Frage des Browsers, dann beginnt die Aufnahme.',
  cancel: 'Nicht aufnehmen',
  live: 'Was gerade aufgenommen wird',
  recorded: 'Was aufgenommen wurde',
  recording: 'Aufnahme läuft',
  paused: 'Angehalten',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  finish: 'Aufnahme beenden',
  saving: 'Die Aufnahme wird fertiggestellt …',
  use: 'Diese Aufnahme verwenden',
  again: 'Noch einmal aufnehmen',
  discard: 'Aufnahme verwerfen',
  discarded: 'Die Aufnahme wurde verworfen.',
  kept: 'Diese Aufnahme von einem früheren Besuch wurde noch nicht hochgeladen.',
  announcePaused: 'Aufnahme bei {time} angehalten.',
  announceReview: 'Die Aufnahme ist fertig. Ihre Länge ist {time}.',
  noSecureContext:
    'Auf dieser Seite kann nichts aufgenommen werden: Ihre Verbindung ist nicht sicher. Wählen Sie stattdessen ein Video aus.',
  noCamera: 'Dieser Browser kann hier nicht mit der Kamera aufnehmen.',
  noScreen: 'Dieser Browser kann hier den Bildschirm nicht aufnehmen.',
  notShared:
    'Der Bildschirm wurde nicht freigegeben. Versuchen Sie es noch einmal, und wählen Sie aus, was aufgenommen werden soll.',
  notices: {
    ended: 'Die Kamera oder der Bildschirm ist nicht mehr da. Was bis dahin aufgenommen wurde, ist hier.',
    limit: 'Die Aufnahme ist so lang, wie es hier erlaubt ist.',
    silent: 'Diese Aufnahme hat keinen Ton: Es gibt kein Mikrofon, oder es darf nicht verwendet werden.',
    'not-kept':
      'In diesem Browser ist kein Platz mehr. Wenn diese Seite geschlossen oder neu geladen wird, ist die Aufnahme verloren.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Das kann dieser Browser nicht aufnehmen. Wählen Sie stattdessen ein Video aus.',
    RECORDING_DENIED:
      'Kamera und Mikrofon dürfen nicht verwendet werden. Erlauben Sie es in den Einstellungen des Browsers, und versuchen Sie es noch einmal.',
    RECORDING_NO_DEVICE:
      'Keine Kamera kann verwendet werden: Es gibt keine, oder ein anderes Programm hat sie. Versuchen Sie es danach noch einmal.',
    RECORDING_INTERRUPTED: 'Es konnte nichts aufgenommen werden. Versuchen Sie es noch einmal.',
  },
};
