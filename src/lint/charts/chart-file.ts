import type { ChartFile } from '../../rancher2/load-chart.ts';
import { textOfBytes } from '../../rancher2/file-text.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';

/** Bytes of a text that are read: of an index.yaml as many as this program reads. */
const largestText = 32 * 1024 * 1024;

/** Files whose text a rule may look at; of all others it uses the name. */
const isText = (path: string) => /\.(?:ya?ml|json|md|txt|tpl)$/i.test(path);

/** A file of a chart, or an index.yaml, whose text is decoded when it is first asked for. */
export class ChartText implements CatalogFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly #file: ChartFile;
  #text: string | undefined;
  #isRead = false;

  /** `path` is the one that findings name. */
  constructor(path: string, file: ChartFile) {
    this.path = path;
    this.sizeBytes = file.sizeBytes;
    this.#file = file;
  }

  get text(): string | undefined {
    if (!this.#isRead && isText(this.path) && this.sizeBytes <= largestText) {
      const bytes = this.#file.read();
      this.#text = bytes && textOfBytes(bytes);
    }
    this.#isRead = true;
    return this.#text;
  }

  /** Whether the bytes contain an ASCII text; a search in them is faster than decoding them. */
  includes(ascii: string): boolean {
    if (!isText(this.path) || this.sizeBytes > largestText) return false;
    const bytes = this.#file.read();
    return (
      bytes !== undefined &&
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(ascii)
    );
  }
}
