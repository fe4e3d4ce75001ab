/** Words of the statistics, in one language. */
export interface StatisticsWords {
  readonly buffer: string;
  readonly dropped: string;
  readonly bandwidth: string;
  readonly token: string;
  readonly renewals: string;
  readonly fetched: string;
  readonly watched: string;
  readonly copy: string;
  readonly copied: string;
}

/** Names of the words, in the order in which each language has them. */
const NAMES = ['buffer', 'dropped', 'bandwidth', 'token', 'renewals', 'fetched', 'watched', 'copy', 'copied'] as const;

const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  en: ['Buffer', 'Dropped frames', 'Bandwidth', 'Token ends in', 'Renewals', 'Fetched', 'Watched', 'Copy', 'Copied'],
  ar: [
    'المخزن المؤقت',
    'إطارات مفقودة',
    'سرعة الاتصال',
    'ينتهي الرمز بعد',
    'مرات التجديد',
    'تم جلبه',
    'تمت مشاهدته',
    'نسخ',
    'تم النسخ',
  ],
  de: [
    'Puffer',
    'Verlorene Bilder',
    'Bandbreite',
    'Token endet in',
    'Erneuerungen',
    'Geladen',
    'Gesehen',
    'Kopieren',
    'Kopiert',
  ],
  es: [
    'Búfer',
    'Fotogramas perdidos',
    'Ancho de banda',
    'El token caduca en',
    'Renovaciones',
    'Descargado',
    'Visto',
    'Copiar',
    'Copiado',
  ],
  fr: [
    'Tampon',
    'Images perdues',
    'Bande passante',
    'Fin du jeton dans',
    'Renouvellements',
    'Chargé',
    'Regardé',
    'Copier',
    'Copié',
  ],
  he: ['מאגר', 'פריימים שאבדו', 'רוחב פס', 'האסימון יפוג בעוד', 'חידושים', 'נטען', 'נצפה', 'העתקה', 'הועתק'],
  ja: [
    'バッファ',
    '欠落フレーム',
    '帯域幅',
    'トークンの残り時間',
    '更新回数',
    '読み込み済み',
    '視聴済み',
    'コピー',
    'コピーしました',
  ],
  pt: [
    'Buffer',
    'Quadros perdidos',
    'Largura de banda',
    'O token expira em',
    'Renovações',
    'Carregado',
    'Assistido',
    'Copiar',
    'Copiado',
  ],
  zh: ['缓冲', '丢帧', '带宽', '令牌剩余时间', '续期次数', '已加载', '已观看', '复制', '已复制'],
};

/** Gives the words in the language of a locale, or else in English. */
export function statisticsWords(locale: string): StatisticsWords {
  const words = LANGUAGES[locale.split('-')[0] ?? ''] ?? LANGUAGES.en ?? [];
  return Object.fromEntries(NAMES.map((name, index) => [name, words[index]])) as unknown as StatisticsWords;
}
