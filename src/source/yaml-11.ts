// Plain words and numbers that go-yaml v2 (YAML 1.1) resolves differently from YAML 1.2.
const otherIn11 =
  /^(?:y|n|yes|no|on|off|[-+]?0[0-7]+|[-+]?0o[0-7]+|[-+]?0b[01_]+|[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?|<<|=)$/i;

/** Whether Rancher reads a plain scalar with this text as another value than YAML 1.2 does. */
export const isOtherIn11 = (text: string): boolean => otherIn11.test(text);
