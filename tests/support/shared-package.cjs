/**
 * Takes a package's module from Node itself, which keeps it for all test files of a worker. Through Jest every file
 * would read the packages anew: two seconds of each. Outside of a test (a run's set-up is read by Node already) the
 * package is left as it is.
 */
module.exports = {
  process: (code) => ({ code: isInTest() ? 'module.exports = requirePackage(__filename);' : code }),
  getCacheKey: (code, file) => (isInTest() ? 'shared-package' : `${file}\0${code.length}`),
};

/** Set by one-realm-environment.cjs. */
function isInTest() {
  return 'requirePackage' in globalThis;
}
