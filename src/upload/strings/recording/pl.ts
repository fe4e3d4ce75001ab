import type { RecordingWords } from './en.js';

/** The words in Polish. */
export const words: RecordingWords = {
  label: 'Nagraj film',
  fileName: 'Nagranie',
  camera: 'Nagraj kamerą',
  screen: 'Nagraj ekran',
  asking: 'Zezwól na dostęp w przeglądarce, aby rozpocząć nagrywanie.',
  cancel: 'Nie nagrywaj',
  live: 'Podgląd na żywo',
  recorded: 'Twoje nagranie',
  recording: 'Nagrywanie',
  paused: 'Wstrzymano',
  pause: 'Wstrzymaj',
  resume: 'Wznów',
  finish: 'Zakończ nagrywanie',
  saving: 'Kończenie nagrywania…',
  use: 'Użyj tego nagrania',
  again: 'Nagraj ponownie',
  discard: 'Odrzuć nagranie',
  discarded: 'Nagranie odrzucone.',
  kept: 'To nagranie z poprzedniej wizyty nie zostało jeszcze przesłane.',
  announcePaused: 'Nagrywanie wstrzymane: {time}.',
  announceReview: 'Nagrywanie zakończone. Długość: {time}.',
  noSecureContext: 'Nagrywanie wymaga bezpiecznego połączenia. Zamiast tego wybierz film.',
  noCamera: 'Ta przeglądarka nie może tu nagrywać kamerą.',
  noScreen: 'Ta przeglądarka nie może tu nagrywać ekranu.',
  notShared: 'Ekran nie został udostępniony. Spróbuj ponownie i wybierz, co chcesz nagrać.',
  notices: {
    ended: 'Kamera lub ekran nie są już dostępne. Wszystko, co nagrano do tej pory, jest tutaj.',
    limit: 'Nagranie osiągnęło maksymalną długość.',
    silent: 'To nagranie nie ma dźwięku: nie ma mikrofonu lub dostęp do niego jest zablokowany.',
    'not-kept':
      'W tej przeglądarce brakuje miejsca. Jeśli zamkniesz lub odświeżysz tę stronę, nagranie zostanie utracone.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Ta przeglądarka nie może tego nagrać. Zamiast tego wybierz film.',
    RECORDING_DENIED:
      'Dostęp do kamery i mikrofonu jest zablokowany. Zezwól na niego w ustawieniach przeglądarki i spróbuj ponownie.',
    RECORDING_NO_DEVICE: 'Kamera jest niedostępna lub używa jej inna aplikacja. Sprawdź to i spróbuj ponownie.',
    RECORDING_INTERRUPTED: 'Nic nie zostało nagrane. Spróbuj ponownie.',
  },
};
