import type { RecordingWords } from './en.js';

/** The words in Portuguese. */
export const words: RecordingWords = {
  label: 'Gravar um vídeo',
  fileName: 'Gravação',
  camera: 'Gravar com a câmara',
  screen: 'Gravar o ecrã',
  asking: 'Permita o acesso no navegador para começar a gravar.',
  cancel: 'Não gravar',
  live: 'Pré-visualização em direto',
  recorded: 'A sua gravação',
  recording: 'A gravar',
  paused: 'Em pausa',
  pause: 'Pausar',
  resume: 'Continuar',
  finish: 'Terminar a gravação',
  saving: 'A terminar a gravação…',
  use: 'Usar esta gravação',
  again: 'Gravar de novo',
  discard: 'Descartar a gravação',
  discarded: 'Gravação descartada.',
  kept: 'Esta gravação de uma visita anterior ainda não foi enviada.',
  announcePaused: 'Gravação em pausa em {time}.',
  announceReview: 'Gravação terminada. Duração: {time}.',
  noSecureContext: 'Para gravar é preciso uma ligação segura. Em alternativa, escolha um vídeo.',
  noCamera: 'Este navegador não consegue gravar com a câmara aqui.',
  noScreen: 'Este navegador não consegue gravar o ecrã aqui.',
  notShared: 'O ecrã não foi partilhado. Tente de novo e escolha o que gravar.',
  notices: {
    ended: 'A câmara ou o ecrã já não está disponível. O que foi gravado até então está aqui.',
    limit: 'A gravação atingiu a duração máxima.',
    silent: 'Esta gravação não tem som: não há microfone ou o acesso está bloqueado.',
    'not-kept': 'O armazenamento deste navegador está cheio. Se fechar ou recarregar esta página, a gravação perde-se.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Este navegador não consegue gravar isso. Em alternativa, escolha um vídeo.',
    RECORDING_DENIED:
      'O acesso à câmara e ao microfone está bloqueado. Permita-o nas definições do navegador e tente de novo.',
    RECORDING_NO_DEVICE: 'Nenhuma câmara está disponível, ou outra aplicação está a usá-la. Verifique e tente de novo.',
    RECORDING_INTERRUPTED: 'Nada foi gravado. Tente de novo.',
  },
};
