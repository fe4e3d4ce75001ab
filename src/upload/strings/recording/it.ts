import type { RecordingWords } from './en.js';

/** The words in Italian. */
export const words: RecordingWords = {
  label: 'Registra un video',
  fileName: 'Registrazione',
  camera: 'Registra con la fotocamera',
  screen: 'Registra lo schermo',
  asking: 'Consenti l’accesso nel browser per iniziare a registrare.',
  cancel: 'Non registrare',
  live: 'Anteprima dal vivo',
  recorded: 'La tua registrazione',
  recording: 'Registrazione in corso',
  paused: 'In pausa',
  pause: 'Pausa',
  resume: 'Riprendi',
  finish: 'Termina la registrazione',
  saving: 'Completamento della registrazione…',
  use: 'Usa questa registrazione',
  again: 'Registra di nuovo',
  discard: 'Elimina la registrazione',
  discarded: 'Registrazione eliminata.',
  kept: 'Questa registrazione di una visita precedente non è ancora stata caricata.',
  announcePaused: 'Registrazione in pausa a {time}.',
  announceReview: 'Registrazione terminata. Durata: {time}.',
  noSecureContext: 'Per registrare serve una connessione sicura. In alternativa, scegli un video.',
  noCamera: 'Questo browser non può registrare qui con la fotocamera.',
  noScreen: 'Questo browser non può registrare qui lo schermo.',
  notShared: 'Lo schermo non è stato condiviso. Riprova e scegli che cosa registrare.',
  notices: {
    ended: 'La fotocamera o lo schermo non sono più disponibili. Ciò che è stato registrato finora è qui.',
    limit: 'La registrazione ha raggiunto la durata massima.',
    silent: 'Questa registrazione è senza audio: non c’è un microfono oppure l’accesso è bloccato.',
    'not-kept':
      'Lo spazio di archiviazione del browser è esaurito. Se chiudi o ricarichi questa pagina, la registrazione andrà persa.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Questo browser non può registrarlo. In alternativa, scegli un video.',
    RECORDING_DENIED:
      'L’accesso a fotocamera e microfono è bloccato. Consentilo nelle impostazioni del browser e riprova.',
    RECORDING_NO_DEVICE: 'Non c’è una fotocamera disponibile o la sta usando un’altra app. Controlla e riprova.',
    RECORDING_INTERRUPTED: 'Non è stato registrato nulla. Riprova.',
  },
};
