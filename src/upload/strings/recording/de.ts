import type { RecordingWords } from './en.js';

/** The words in German. */
export const words: RecordingWords = {
  label: 'Video aufnehmen',
  fileName: 'Aufnahme',
  camera: 'Mit der Kamera aufnehmen',
  screen: 'Bildschirm aufnehmen',
  asking: 'Erlauben Sie im Browser den Zugriff, um die Aufnahme zu starten.',
  cancel: 'Nicht aufnehmen',
  live: 'Live-Vorschau',
  recorded: 'Ihre Aufnahme',
  recording: 'Aufnahme läuft',
  paused: 'Angehalten',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  finish: 'Aufnahme beenden',
  saving: 'Die Aufnahme wird fertiggestellt …',
  use: 'Diese Aufnahme verwenden',
  again: 'Noch einmal aufnehmen',
  discard: 'Aufnahme verwerfen',
  discarded: 'Aufnahme verworfen.',
  kept: 'Diese Aufnahme von einem früheren Besuch wurde noch nicht hochgeladen.',
  announcePaused: 'Aufnahme bei {time} angehalten.',
  announceReview: 'Aufnahme beendet. Länge: {time}.',
  noSecureContext: 'Zum Aufnehmen ist eine sichere Verbindung nötig. Wählen Sie stattdessen ein Video aus.',
  noCamera: 'Dieser Browser kann hier nicht mit der Kamera aufnehmen.',
  noScreen: 'Dieser Browser kann hier den Bildschirm nicht aufnehmen.',
  notShared:
    'Der Bildschirm wurde nicht freigegeben. Versuchen Sie es noch einmal, und wählen Sie aus, was aufgenommen werden soll.',
  notices: {
    ended: 'Kamera oder Bildschirm sind nicht mehr verfügbar. Was bis dahin aufgenommen wurde, ist hier.',
    limit: 'Die Aufnahme hat die zulässige Länge erreicht.',
    silent: 'Diese Aufnahme hat keinen Ton: Es gibt kein Mikrofon, oder es darf nicht verwendet werden.',
    'not-kept':
      'Der Speicher dieses Browsers ist voll. Wenn Sie diese Seite schließen oder neu laden, geht die Aufnahme verloren.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Das kann dieser Browser nicht aufnehmen. Wählen Sie stattdessen ein Video aus.',
    RECORDING_DENIED:
      'Der Zugriff auf Kamera und Mikrofon ist blockiert. Erlauben Sie ihn in den Einstellungen des Browsers, und versuchen Sie es noch einmal.',
    RECORDING_NO_DEVICE:
      'Es ist keine Kamera verfügbar, oder eine andere App verwendet sie. Prüfen Sie das, und versuchen Sie es noch einmal.',
    RECORDING_INTERRUPTED: 'Es wurde nichts aufgenommen. Versuchen Sie es noch einmal.',
  },
};
