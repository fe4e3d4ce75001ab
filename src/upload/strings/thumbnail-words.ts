/** Words of what picks the picture of a video, in one language. Names in braces are replaced by values. */
export interface ThumbnailWords {
  readonly label: string;
  readonly open: string;
  readonly again: string;
  readonly video: string;
  readonly preview: string;
  readonly moment: string;
  readonly play: string;
  readonly pause: string;
  readonly use: string;
  readonly cancel: string;
  readonly saving: string;
  readonly saved: string;
  readonly failed: string;
  readonly retry: string;
  readonly unreadable: string;
}

/** The words in English. */
const en: ThumbnailWords = {
  label: 'Thumbnail',
  open: 'Choose a thumbnail',
  again: 'Change thumbnail',
  video: 'Video',
  preview: 'Your video',
  moment: 'Position',
  play: 'Play',
  pause: 'Pause',
  use: 'Use this frame',
  cancel: 'Cancel',
  saving: 'Saving thumbnail…',
  saved: 'Thumbnail set to {time}.',
  failed: 'The thumbnail couldn’t be saved.',
  retry: 'Try again',
  unreadable: 'This browser can’t play this video, so you can’t choose a thumbnail here.',
};

/** The words in all languages, by the first part of their tags: few enough to come together. */
export const THUMBNAIL_WORDS: Readonly<Record<string, ThumbnailWords>> & { readonly en: ThumbnailWords } = {
  en,
  de: {
    label: 'Vorschaubild',
    open: 'Vorschaubild auswählen',
    again: 'Vorschaubild ändern',
    video: 'Video',
    preview: 'Ihr Video',
    moment: 'Position',
    play: 'Abspielen',
    pause: 'Pause',
    use: 'Dieses Bild verwenden',
    cancel: 'Abbrechen',
    saving: 'Vorschaubild wird gespeichert …',
    saved: 'Vorschaubild auf {time} gesetzt.',
    failed: 'Das Vorschaubild konnte nicht gespeichert werden.',
    retry: 'Erneut versuchen',
    unreadable:
      'Dieser Browser kann dieses Video nicht abspielen. Deshalb können Sie hier kein Vorschaubild auswählen.',
  },
  fr: {
    label: 'Miniature',
    open: 'Choisir une miniature',
    again: 'Changer la miniature',
    video: 'Vidéo',
    preview: 'Votre vidéo',
    moment: 'Position',
    play: 'Lire',
    pause: 'Pause',
    use: 'Utiliser cette image',
    cancel: 'Annuler',
    saving: 'Enregistrement de la miniature…',
    saved: 'Miniature définie à {time}.',
    failed: 'La miniature n’a pas pu être enregistrée.',
    retry: 'Réessayer',
    unreadable: 'Ce navigateur ne peut pas lire cette vidéo\u00a0: vous ne pouvez donc pas choisir de miniature ici.',
  },
  es: {
    label: 'Miniatura',
    open: 'Elegir una miniatura',
    again: 'Cambiar la miniatura',
    video: 'Vídeo',
    preview: 'Tu vídeo',
    moment: 'Posición',
    play: 'Reproducir',
    pause: 'Pausar',
    use: 'Usar este fotograma',
    cancel: 'Cancelar',
    saving: 'Guardando la miniatura…',
    saved: 'Miniatura fijada en {time}.',
    failed: 'No se pudo guardar la miniatura.',
    retry: 'Reintentar',
    unreadable: 'Este navegador no puede reproducir este vídeo, así que no puedes elegir una miniatura aquí.',
  },
  pt: {
    label: 'Miniatura',
    open: 'Escolher uma miniatura',
    again: 'Alterar a miniatura',
    video: 'Vídeo',
    preview: 'O seu vídeo',
    moment: 'Posição',
    play: 'Reproduzir',
    pause: 'Pausar',
    use: 'Usar este fotograma',
    cancel: 'Cancelar',
    saving: 'A guardar a miniatura…',
    saved: 'Miniatura definida em {time}.',
    failed: 'Não foi possível guardar a miniatura.',
    retry: 'Tentar de novo',
    unreadable:
      'Este navegador não consegue reproduzir este vídeo; por isso não é possível escolher aqui uma miniatura.',
  },
  ja: {
    label: 'サムネイル',
    open: 'サムネイルを選択',
    again: 'サムネイルを変更',
    video: '動画',
    preview: 'あなたの動画',
    moment: '位置',
    play: '再生',
    pause: '一時停止',
    use: 'このフレームを使用',
    cancel: 'キャンセル',
    saving: 'サムネイルを保存しています…',
    saved: 'サムネイルを {time} に設定しました。',
    failed: 'サムネイルを保存できませんでした。',
    retry: '再試行',
    unreadable: 'このブラウザーではこの動画を再生できないため、ここではサムネイルを選択できません。',
  },
  zh: {
    label: '封面',
    open: '选择封面',
    again: '更换封面',
    video: '视频',
    preview: '您的视频',
    moment: '位置',
    play: '播放',
    pause: '暂停',
    use: '使用此画面',
    cancel: '取消',
    saving: '正在保存封面…',
    saved: '已将封面设为 {time} 处的画面。',
    failed: '无法保存封面。',
    retry: '重试',
    unreadable: '此浏览器无法播放该视频，因此您无法在此选择封面。',
  },
  ar: {
    label: 'الصورة المصغرة',
    open: 'اختيار صورة مصغرة',
    again: 'تغيير الصورة المصغرة',
    video: 'الفيديو',
    preview: 'الفيديو الخاص بك',
    moment: 'الموضع',
    play: 'تشغيل',
    pause: 'إيقاف مؤقت',
    use: 'استخدام هذه اللقطة',
    cancel: 'إلغاء',
    saving: 'جارٍ حفظ الصورة المصغرة…',
    saved: 'ضُبطت الصورة المصغرة عند {time}.',
    failed: 'تعذر حفظ الصورة المصغرة.',
    retry: 'إعادة المحاولة',
    unreadable: 'لا يستطيع هذا المتصفح تشغيل هذا الفيديو، لذلك لا يمكنك اختيار صورة مصغرة هنا.',
  },
  he: {
    label: 'תמונה ממוזערת',
    open: 'בחירת תמונה ממוזערת',
    again: 'שינוי התמונה הממוזערת',
    video: 'סרטון',
    preview: 'הסרטון שלכם',
    moment: 'מיקום',
    play: 'הפעלה',
    pause: 'השהיה',
    use: 'שימוש בפריים הזה',
    cancel: 'ביטול',
    saving: 'התמונה הממוזערת נשמרת…',
    saved: 'התמונה הממוזערת נקבעה ב־{time}.',
    failed: 'לא ניתן היה לשמור את התמונה הממוזערת.',
    retry: 'ניסיון חוזר',
    unreadable: 'הדפדפן הזה לא יכול להפעיל את הסרטון הזה, ולכן אי אפשר לבחור כאן תמונה ממוזערת.',
  },
};
