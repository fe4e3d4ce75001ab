import type { RecordingWords } from './en.js';

/** The words in Portuguese. */
export const words: RecordingWords = {
  label: 'Gravar um vídeo',
  fileName: 'Gravação',
  camera: 'Gravar com a câmera',
  screen: 'Gravar a tela',
  asking: 'Responda à pergunta do navegador e a gravação começa.',
  cancel: 'Não gravar',
  live: 'O que está sendo gravado',
  recorded: 'O que foi gravado',
  recording: 'Gravando',
  paused: 'Em pausa',
  pause: 'Pausar',
  resume: 'Continuar',
  finish: 'Terminar a gravação',
  saving: 'Finalizando a gravação…',
  use: 'Usar esta gravação',
  again: 'Gravar de novo',
  discard: 'Descartar a gravação',
  discarded: 'A gravação foi descartada.',
  kept: 'Esta gravação de uma visita anterior ainda não foi enviada.',
  announcePaused: 'Gravação em pausa em {time}.',
  announceReview: 'A gravação terminou. A duração é {time}.',
  noSecureContext: 'Não é possível gravar nesta página: a conexão não é segura. Escolha um vídeo em vez disso.',
  noCamera: 'Este navegador não consegue gravar com a câmera aqui.',
  noScreen: 'Este navegador não consegue gravar a tela aqui.',
  notShared: 'A tela não foi compartilhada. Tente de novo e escolha o que deve ser gravado.',
  notices: {
    ended: 'A câmera ou a tela não está mais disponível. O que foi gravado até então está aqui.',
    limit: 'A gravação tem a duração máxima permitida aqui.',
    silent: 'Esta gravação não tem som: não há microfone, ou ele não pode ser usado.',
    'not-kept':
      'Não há mais espaço neste navegador. Se esta página for fechada ou recarregada, a gravação será perdida.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Este navegador não consegue gravar isso. Escolha um vídeo em vez disso.',
    RECORDING_DENIED:
      'A câmera e o microfone não podem ser usados. Permita-os nas configurações do navegador e tente de novo.',
    RECORDING_NO_DEVICE:
      'Nenhuma câmera pode ser usada: não há nenhuma, ou outro programa está com ela. Depois, tente de novo.',
    RECORDING_INTERRUPTED: 'Não foi possível gravar nada. Tente de novo.',
  },
};
