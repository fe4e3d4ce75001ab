/** Texts of the statistics, in one language. */
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

/** Names of the words, in the order of the lists below. */
const NAMES = ['buffer', 'dropped', 'bandwidth', 'token', 'renewals', 'fetched', 'watched', 'copy', 'copied'] as const;

const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  en: ['Buffer', 'Dropped frames', 'Bandwidth', 'Token expires in', 'Renewals', 'Fetched', 'Watched', 'Copy', 'Copied'],
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
  it: [
    'Buffer',
    'Fotogrammi persi',
    'Larghezza di banda',
    'Il token scade tra',
    'Rinnovi',
    'Caricato',
    'Guardato',
    'Copia',
    'Copiato',
  ],
  nl: [
    'Buffer',
    'Verloren beelden',
    'Bandbreedte',
    'Token verloopt over',
    'Vernieuwingen',
    'Geladen',
    'Bekeken',
    'Kopiëren',
    'Gekopieerd',
  ],
  ko: [
    '버퍼',
    '손실된 프레임',
    '대역폭',
    '토큰 남은 시간',
    '갱신 횟수',
    '불러온 시간',
    '시청한 시간',
    '복사',
    '복사됨',
  ],
  pl: [
    'Bufor',
    'Utracone klatki',
    'Przepustowość',
    'Token wygasa za',
    'Odnowienia',
    'Pobrano',
    'Obejrzano',
    'Kopiuj',
    'Skopiowano',
  ],
  ru: [
    'Буфер',
    'Потерянные кадры',
    'Скорость сети',
    'Токен истекает через',
    'Обновления токена',
    'Загружено',
    'Просмотрено',
    'Копировать',
    'Скопировано',
  ],
  tr: [
    'Arabellek',
    'Kayıp kareler',
    'Bant genişliği',
    'Jetonun kalan süresi',
    'Yenilemeler',
    'Yüklenen',
    'İzlenen',
    'Kopyala',
    'Kopyalandı',
  ],
  uk: [
    'Буфер',
    'Втрачені кадри',
    'Швидкість мережі',
    'Токен спливає через',
    'Оновлення токена',
    'Завантажено',
    'Переглянуто',
    'Копіювати',
    'Скопійовано',
  ],
  id: [
    'Buffer',
    'Frame hilang',
    'Bandwidth',
    'Token berakhir dalam',
    'Pembaruan token',
    'Dimuat',
    'Ditonton',
    'Salin',
    'Disalin',
  ],
  hi: ['बफ़र', 'छूटे फ़्रेम', 'बैंडविड्थ', 'टोकन का बचा समय', 'नवीनीकरण', 'लोड हुआ', 'देखा गया', 'कॉपी करें', 'कॉपी हो गया'],
  sv: [
    'Buffert',
    'Tappade bildrutor',
    'Bandbredd',
    'Token upphör om',
    'Förnyelser',
    'Hämtat',
    'Visat',
    'Kopiera',
    'Kopierat',
  ],
};

/** Returns the words in the language of a locale; English if there are none. */
export function statisticsWords(locale: string): StatisticsWords {
  const words = LANGUAGES[new Intl.Locale(locale).language] ?? LANGUAGES.en ?? [];
  return Object.fromEntries(NAMES.map((name, index) => [name, words[index]])) as unknown as StatisticsWords;
}
