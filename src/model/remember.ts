/** Memoizes a function of a text for the most recent texts. `make` must depend only on the text. */
export function remember<T>(make: (text: string) => T, most = 2000): (text: string) => T {
  const made = new Map<string, { readonly value: T }>();
  return (text) => {
    const known = made.get(text);
    if (known) return known.value;
    if (made.size >= most) made.clear();
    const value = make(text);
    made.set(text, { value });
    return value;
  };
}
