/** Whether a variable's name says that its answer must not be read by everybody. */
export const isSecretName = (variable: string): boolean =>
  /(?:^|[_.-])(?:pass|passwd|password|passphrase|pwd|secret|secret_?key|token|auth_?token|api_?key)$/i.test(
    variable,
  ) || /(?:password|passwd|secretkey|apikey)$/i.test(variable);
