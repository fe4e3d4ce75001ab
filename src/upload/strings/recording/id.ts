import type { RecordingWords } from './en.js';

/** The words in Indonesian. */
export const words: RecordingWords = {
  label: 'Rekam video',
  fileName: 'Rekaman',
  camera: 'Rekam dengan kamera',
  screen: 'Rekam layar',
  asking: 'Izinkan akses di browser untuk mulai merekam.',
  cancel: 'Jangan rekam',
  live: 'Pratinjau langsung',
  recorded: 'Rekaman Anda',
  recording: 'Merekam',
  paused: 'Dijeda',
  pause: 'Jeda',
  resume: 'Lanjutkan',
  finish: 'Selesaikan rekaman',
  saving: 'Menyelesaikan rekaman…',
  use: 'Gunakan rekaman ini',
  again: 'Rekam ulang',
  discard: 'Hapus rekaman',
  discarded: 'Rekaman dihapus.',
  kept: 'Rekaman dari kunjungan sebelumnya ini belum diupload.',
  announcePaused: 'Rekaman dijeda pada {time}.',
  announceReview: 'Rekaman selesai. Durasi: {time}.',
  noSecureContext: 'Perekaman memerlukan koneksi yang aman. Sebagai gantinya, pilih video.',
  noCamera: 'Browser ini tidak dapat merekam dengan kamera di sini.',
  noScreen: 'Browser ini tidak dapat merekam layar di sini.',
  notShared: 'Layar tidak dibagikan. Coba lagi dan pilih yang ingin direkam.',
  notices: {
    ended: 'Kamera atau layar tidak lagi tersedia. Semua yang sudah direkam ada di sini.',
    limit: 'Rekaman telah mencapai durasi maksimum.',
    silent: 'Rekaman ini tidak bersuara: tidak ada mikrofon atau aksesnya diblokir.',
    'not-kept': 'Penyimpanan browser ini penuh. Jika halaman ini ditutup atau dimuat ulang, rekaman akan hilang.',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'Browser ini tidak dapat merekamnya. Sebagai gantinya, pilih video.',
    RECORDING_DENIED: 'Akses kamera dan mikrofon diblokir. Izinkan di setelan browser, lalu coba lagi.',
    RECORDING_NO_DEVICE:
      'Tidak ada kamera yang tersedia atau kamera sedang digunakan aplikasi lain. Periksa lalu coba lagi.',
    RECORDING_INTERRUPTED: 'Tidak ada yang direkam. Coba lagi.',
  },
};
