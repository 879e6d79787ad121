export default {
  customScripts: ['../../../pages/one-login.js']
};
