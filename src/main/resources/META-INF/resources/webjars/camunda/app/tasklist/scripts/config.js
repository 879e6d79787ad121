export default {
  app: {vendor: 'Медчат', name: '· Рабочее место'},
  locales: {availableLocales: ['ru'], fallbackLocale: 'ru'},
  disableWelcomeMessage: true,
  dateFormat: {
    monthName: 'MMMM',
    day: 'DD',
    abbr: 'DD.MM.YYYY HH:mm',
    normal: 'DD.MM.YYYY HH:mm',
    long: 'DD.MM.YYYY HH:mm',
    short: 'DD.MM.YYYY'
  },
  shortcuts: {
    focusFilter: {key: 'ctrl+shift+f', description: 'к спискам («Новые», «Мои», …)'},
    focusList: {
      key: 'ctrl+alt+l',
      description: 'к первой задаче списка; дальше стрелки вниз и вверх, Enter — к ответу'
    },
    focusForm: {key: 'ctrl+alt+f', description: 'в открытое обращение'}
  },
  customScripts: [
    'scripts/due-first.js',
    'scripts/unsaved-text.js',
    'scripts/list.js',
    'scripts/toasts.js',
    '../../../pages/webapps.js',
    '../../../pages/notices.js'
  ]
};
