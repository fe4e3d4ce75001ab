import type { RecordingWords } from './en.js';

/** The words in Swedish. */
export const words: RecordingWords = {
  label: 'Spela in video',
  fileName: 'Inspelning',
  camera: 'Spela in med kameran',
  screen: 'Spela in skärmen',
  asking: 'Tillåt åtkomst i webbläsaren för att börja spela in.',
  cancel: 'Spela inte in',
  live: 'Förhandsvisning',
  recorded: 'Din inspelning',
  recording: 'Spelar in',
  paused: 'Pausad',
  pause: 'Pausa',
  resume: 'Återuppta',
  finish: 'Avsluta inspelningen',
  saving: 'Inspelningen avslutas…',
  use: 'Använd inspelningen',
  again: 'Spela in igen',
  discard: 'Ta bort inspelningen',
  discarded: 'Inspelningen har tagits bort.',
  kept: 'Den här inspelningen från ett tidigare besök har inte laddats upp än.',
  announcePaused: 'Inspelningen pausades vid {time}.',
  announceReview: 'Inspelningen är klar. Längd: {time}.',
  noSecureContext: 'Det krävs en säker anslutning för att spela in. Välj en video i stället.',
  noCamera: 'Den här webbläsaren kan inte spela in med kameran här.',
  noScreen: 'Den här webbläsaren kan inte spela in skärmen här.',
  notShared: 'Skärmen delades inte. Försök igen och välj vad som ska spelas in.',
  notices: {
    ended: 'Kameran eller skärmen är inte längre tillgänglig. Det som hann spelas in finns här.',
    limit: 'Inspelningen har nått maximal längd.',
    silent: 'Inspelningen saknar ljud: det finns ingen mikrofon, eller så är åtkomsten blockerad.',
    'not-kept': 'Webbläsarens lagringsutrymme är slut. Om du stänger eller laddar om sidan försvinner inspelningen.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Den här webbläsaren kan inte spela in det. Välj en video i stället.',
    RECORDING_DENIED:
      'Åtkomsten till kamera och mikrofon är blockerad. Tillåt den i webbläsarens inställningar och försök igen.',
    RECORDING_NO_DEVICE:
      'Det finns ingen tillgänglig kamera, eller så används den av en annan app. Kontrollera och försök igen.',
    RECORDING_INTERRUPTED: 'Ingenting spelades in. Försök igen.',
  },
};
