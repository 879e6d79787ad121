export default {
  app: {vendor: 'Медчат', name: '· Мой профиль'},
  locales: {availableLocales: ['ru'], fallbackLocale: 'ru'},
  disableWelcomeMessage: true,
  links: [{label: 'DOCUMENTATION', href: '/', description: 'DOCUMENTATION_DESCRIPTION'}],
  customScripts: ['../../../pages/webapps.js']
};
