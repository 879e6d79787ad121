export default {
  disableWelcomeMessage: true,
  customScripts: ['../../../pages/webapps.js']
};
