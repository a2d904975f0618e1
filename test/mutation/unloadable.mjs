/** Stryker's runner sees tests only: a mutant with which a test file cannot even be loaded has none that fails, and would survive. */
export class Unloadable {
  onInit(vitest) {
    this.vitest = vitest;
  }

  onTestModuleEnd(testModule) {
    for (const error of testModule.errors()) this.vitest.state.catchError(error, "cannot be loaded");
  }
}
