import { type Client, CreateMode, createClient } from 'node-zookeeper-client';

/** Writes znodes of their own name below /w, one after another, and remembers which were acknowledged. */
export class Writer {
  readonly acknowledged: string[] = [];
  private client: Client | undefined;
  private going = true;
  private ended: Promise<void> | undefined;

  private constructor(private readonly connectString: string) {}

  /** Begins, and resolves when the first write was acknowledged. */
  static async start(connectString: string): Promise<Writer> {
    const writer = new Writer(connectString);
    await writer.make('/w', true);
    writer.ended = writer.run();
    await writer.until(1);
    return writer;
  }

  private connected(): Client {
    if (!this.client) {
      const client = createClient(this.connectString, { sessionTimeout: 10_000, spinDelay: 50, retries: 0 });
      client.once('expired', () => {
        if (this.client === client) this.client = undefined;
      });
      client.connect();
      this.client = client;
    }
    return this.client;
  }

  /** Whether it was acknowledged; what nobody answers for seconds is taken for unknown. */
  private create(path: string): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), 3_000);
      this.connected().create(path, Buffer.from('x'), CreateMode.PERSISTENT, (error) => {
        clearTimeout(timer);
        resolve(!error);
      });
    });
  }

  private async make(path: string, untilDone: boolean): Promise<void> {
    while (!(await this.create(path)) && untilDone);
  }

  private async run(): Promise<void> {
    for (let n = 1; this.going; n++) {
      const name = `n${n}`;
      if (await this.create(`/w/${name}`)) this.acknowledged.push(name);
    }
  }

  /** Resolves when so many were acknowledged. */
  async until(count: number): Promise<void> {
    while (this.acknowledged.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Resolves when so many more were acknowledged from now on. */
  more(count: number): Promise<void> {
    return this.until(this.acknowledged.length + count);
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.ended;
    this.client?.close();
  }
}

/** The names below /w as one server has them. */
export async function writtenOn(address: string): Promise<string[]> {
  const client = createClient(address, { sessionTimeout: 10_000, retries: 3 });
  client.connect();
  try {
    return await new Promise<string[]>((resolve, reject) => {
      client.once('connected', () => {
        client.getChildren('/w', (error, names) => (error ? reject(error) : resolve(names)));
      });
    });
  } finally {
    client.close();
  }
}
