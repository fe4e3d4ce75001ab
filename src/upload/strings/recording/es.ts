import type { RecordingWords } from './en.js';

/** The words in Spanish. */
export const words: RecordingWords = {
  label: 'Grabar un vídeo',
  fileName: 'Grabación',
  camera: 'Grabar con la cámara',
  screen: 'Grabar la pantalla',
  asking: 'Permite el acceso en el navegador para empezar a grabar.',
  cancel: 'No grabar',
  live: 'Vista previa en directo',
  recorded: 'Tu grabación',
  recording: 'Grabando',
  paused: 'En pausa',
  pause: 'Pausar',
  resume: 'Continuar',
  finish: 'Terminar la grabación',
  saving: 'Terminando la grabación…',
  use: 'Usar esta grabación',
  again: 'Grabar otra vez',
  discard: 'Descartar la grabación',
  discarded: 'Grabación descartada.',
  kept: 'Esta grabación de una visita anterior aún no se ha subido.',
  announcePaused: 'Grabación en pausa en {time}.',
  announceReview: 'Grabación terminada. Duración: {time}.',
  noSecureContext: 'Para grabar hace falta una conexión segura. Elige un vídeo en su lugar.',
  noCamera: 'Este navegador no puede grabar con la cámara aquí.',
  noScreen: 'Este navegador no puede grabar la pantalla aquí.',
  notShared: 'No se ha compartido la pantalla. Inténtalo de nuevo y elige qué grabar.',
  notices: {
    ended: 'La cámara o la pantalla ya no está disponible. Lo grabado hasta entonces está aquí.',
    limit: 'La grabación ha alcanzado la duración máxima.',
    silent: 'Esta grabación no tiene sonido: no hay micrófono o su acceso está bloqueado.',
    'not-kept':
      'El almacenamiento de este navegador está lleno. Si cierras o recargas esta página, se perderá la grabación.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Este navegador no puede grabar eso. Elige un vídeo en su lugar.',
    RECORDING_DENIED:
      'El acceso a la cámara y al micrófono está bloqueado. Permítelo en los ajustes del navegador e inténtalo de nuevo.',
    RECORDING_NO_DEVICE:
      'No hay ninguna cámara disponible, o la está usando otra aplicación. Compruébalo e inténtalo de nuevo.',
    RECORDING_INTERRUPTED: 'No se ha grabado nada. Inténtalo de nuevo.',
  },
};
