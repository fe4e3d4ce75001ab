import type { RecordingWords } from './en.js';

/** The words in Spanish. */
export const words: RecordingWords = {
  label: 'Grabar un vídeo',
  fileName: 'Grabación',
  camera: 'Grabar con la cámara',
  screen: 'Grabar la pantalla',
  asking: 'Responda a la pregunta del navegador y empezará la grabación.',
  cancel: 'No grabar',
  live: 'Lo que se está grabando',
  recorded: 'Lo que se ha grabado',
  recording: 'Grabando',
  paused: 'En pausa',
  pause: 'Pausar',
  resume: 'Continuar',
  finish: 'Terminar la grabación',
  saving: 'Terminando la grabación…',
  use: 'Usar esta grabación',
  again: 'Grabar otra vez',
  discard: 'Descartar la grabación',
  discarded: 'La grabación se ha descartado.',
  kept: 'Esta grabación de una visita anterior aún no se ha subido.',
  announcePaused: 'Grabación en pausa en {time}.',
  announceReview: 'La grabación ha terminado. Dura {time}.',
  noSecureContext: 'No se puede grabar en esta página: su conexión no es segura. Elija un vídeo en su lugar.',
  noCamera: 'Este navegador no puede grabar con la cámara aquí.',
  noScreen: 'Este navegador no puede grabar la pantalla aquí.',
  notShared: 'No se ha compartido la pantalla. Inténtelo de nuevo y elija qué grabar.',
  notices: {
    ended: 'La cámara o la pantalla ya no está disponible. Lo grabado hasta entonces está aquí.',
    limit: 'La grabación es tan larga como se permite aquí.',
    silent: 'Esta grabación no tiene sonido: no hay micrófono o no se puede usar.',
    'not-kept': 'No queda espacio en este navegador. Si cierra o recarga esta página, la grabación se perderá.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Este navegador no puede grabar eso. Elija un vídeo en su lugar.',
    RECORDING_DENIED:
      'No se pueden usar la cámara ni el micrófono. Permítalos en los ajustes del navegador e inténtelo de nuevo.',
    RECORDING_NO_DEVICE:
      'No se puede usar ninguna cámara: no hay, o la tiene otro programa. Inténtelo de nuevo después.',
    RECORDING_INTERRUPTED: 'No se ha podido grabar nada. Inténtelo de nuevo.',
  },
};
