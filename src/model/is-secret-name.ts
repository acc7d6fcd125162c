/** Whether the name of a variable suggests that its answer is a secret. */
export const isSecretName = (variable: string): boolean =>
  /(?:^|[_.-])(?:pass|passwd|password|passphrase|pwd|pw|secret|secret_?key|token|auth_?token|api_?key)$/i.test(
    variable,
  ) || /(?:password|passwd|secretkey|apikey)$/i.test(variable);
