/** Words of the transcript, in one language. Names in braces are replaced by values. */
export interface TranscriptWords {
  readonly label: string;
  readonly search: string;
  /** Which place of how many: `{number}`, `{count}`. */
  readonly hits: string;
  readonly noHits: string;
  readonly previous: string;
  readonly next: string;
  readonly language: string;
  readonly follow: string;
  readonly loading: string;
  /** Before anybody has played the video. */
  readonly waiting: string;
  readonly none: string;
  readonly noPlayer: string;
  readonly failed: string;
  /** A track without a name; `{number}` from 1. */
  readonly track: string;
}

/** The words in English. */
const en: TranscriptWords = {
  label: 'Transcript',
  search: 'Search transcript',
  hits: '{number} of {count}',
  noHits: 'No results',
  previous: 'Previous result',
  next: 'Next result',
  language: 'Language',
  follow: 'Follow video',
  loading: 'Loading transcript…',
  waiting: 'The transcript appears when the video plays.',
  none: 'This video has no captions.',
  noPlayer: 'There’s no video for this transcript.',
  failed: 'The transcript couldn’t be loaded.',
  track: 'Track {number}',
};

/** The words in all languages, by the first part of their tags: few enough to come together. */
export const TRANSCRIPT_WORDS: Readonly<Record<string, TranscriptWords>> & { readonly en: TranscriptWords } = {
  en,
  ar: {
    label: 'النص المكتوب',
    search: 'البحث في النص',
    hits: '{number} من {count}',
    noHits: 'لا توجد نتائج',
    previous: 'النتيجة السابقة',
    next: 'النتيجة التالية',
    language: 'اللغة',
    follow: 'متابعة الفيديو',
    loading: 'جارٍ تحميل النص…',
    waiting: 'يظهر النص عند تشغيل الفيديو.',
    none: 'لا توجد ترجمة لهذا الفيديو.',
    noPlayer: 'لا يوجد فيديو لهذا النص.',
    failed: 'تعذّر تحميل النص.',
    track: 'المسار {number}',
  },
  de: {
    label: 'Transkript',
    search: 'Transkript durchsuchen',
    hits: '{number} von {count}',
    noHits: 'Keine Treffer',
    previous: 'Voriger Treffer',
    next: 'Nächster Treffer',
    language: 'Sprache',
    follow: 'Video folgen',
    loading: 'Transkript wird geladen…',
    waiting: 'Das Transkript erscheint, sobald das Video läuft.',
    none: 'Dieses Video hat keine Untertitel.',
    noPlayer: 'Zu diesem Transkript gibt es kein Video.',
    failed: 'Das Transkript konnte nicht geladen werden.',
    track: 'Spur {number}',
  },
  es: {
    label: 'Transcripción',
    search: 'Buscar en la transcripción',
    hits: '{number} de {count}',
    noHits: 'Sin resultados',
    previous: 'Resultado anterior',
    next: 'Resultado siguiente',
    language: 'Idioma',
    follow: 'Seguir el vídeo',
    loading: 'Cargando la transcripción…',
    waiting: 'La transcripción aparece al reproducir el vídeo.',
    none: 'Este vídeo no tiene subtítulos.',
    noPlayer: 'No hay ningún vídeo para esta transcripción.',
    failed: 'No se ha podido cargar la transcripción.',
    track: 'Pista {number}',
  },
  fr: {
    label: 'Transcription',
    search: 'Rechercher dans la transcription',
    hits: '{number} sur {count}',
    noHits: 'Aucun résultat',
    previous: 'Résultat précédent',
    next: 'Résultat suivant',
    language: 'Langue',
    follow: 'Suivre la vidéo',
    loading: 'Chargement de la transcription…',
    waiting: 'La transcription apparaît à la lecture de la vidéo.',
    none: 'Cette vidéo n’a pas de sous-titres.',
    noPlayer: 'Il n’y a pas de vidéo pour cette transcription.',
    failed: 'Impossible de charger la transcription.',
    track: 'Piste {number}',
  },
  he: {
    label: 'תמליל',
    search: 'חיפוש בתמליל',
    hits: '{number} מתוך {count}',
    noHits: 'אין תוצאות',
    previous: 'התוצאה הקודמת',
    next: 'התוצאה הבאה',
    language: 'שפה',
    follow: 'מעקב אחרי הסרטון',
    loading: 'התמליל נטען…',
    waiting: 'התמליל יופיע עם הפעלת הסרטון.',
    none: 'לסרטון הזה אין כתוביות.',
    noPlayer: 'אין סרטון לתמליל הזה.',
    failed: 'לא ניתן היה לטעון את התמליל.',
    track: 'רצועה {number}',
  },
  ja: {
    label: '文字起こし',
    search: '文字起こしを検索',
    hits: '{number}/{count}件',
    noHits: '結果なし',
    previous: '前の結果',
    next: '次の結果',
    language: '言語',
    follow: '動画に追従',
    loading: '文字起こしを読み込み中…',
    waiting: '動画を再生すると文字起こしが表示されます。',
    none: 'この動画には字幕がありません。',
    noPlayer: 'この文字起こしに対応する動画がありません。',
    failed: '文字起こしを読み込めませんでした。',
    track: 'トラック{number}',
  },
  pt: {
    label: 'Transcrição',
    search: 'Pesquisar na transcrição',
    hits: '{number} de {count}',
    noHits: 'Sem resultados',
    previous: 'Resultado anterior',
    next: 'Resultado seguinte',
    language: 'Idioma',
    follow: 'Acompanhar o vídeo',
    loading: 'Carregando a transcrição…',
    waiting: 'A transcrição aparece quando o vídeo é reproduzido.',
    none: 'Este vídeo não tem legendas.',
    noPlayer: 'Não há vídeo para esta transcrição.',
    failed: 'Não foi possível carregar a transcrição.',
    track: 'Faixa {number}',
  },
  zh: {
    label: '文字稿',
    search: '搜索文字稿',
    hits: '第 {number} 个，共 {count} 个',
    noHits: '无结果',
    previous: '上一个结果',
    next: '下一个结果',
    language: '语言',
    follow: '跟随视频',
    loading: '正在加载文字稿…',
    waiting: '视频播放后会显示文字稿。',
    none: '此视频没有字幕。',
    noPlayer: '此文字稿没有对应的视频。',
    failed: '无法加载文字稿。',
    track: '轨道 {number}',
  },
};
