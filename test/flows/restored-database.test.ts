import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lookAtInstallation, waitsForLook } from "@packpost/core/restore/look-at-installation";
import { releaseSending } from "@packpost/core/restore/release-sending";
import { migrate } from "@packpost/db/migrate";
import { initOrm, type Orm } from "@packpost/db/orm";
import { afterEach, describe, expect, inject, it } from "vitest";
import { openDataDirectory } from "../../scripts/environment/open-data-directory.ts";
import { startPostgres } from "../../scripts/postgres/start.ts";

/** A server of its own, whose files can be put back. */
class Cluster {
  readonly #home: string;
  #directory: Awaited<ReturnType<typeof openDataDirectory>> | undefined;
  #running: Awaited<ReturnType<typeof startPostgres>> | undefined;
  app: Orm | undefined;
  owner: Orm | undefined;
  constructor(name: string) {
    this.#home = join(inject("services").runDirectory, name);
  }
  get files(): string {
    return join(this.#home, "postgres", "cluster-18");
  }
  async start(): Promise<void> {
    mkdirSync(this.#home, { recursive: true });
    this.#directory ??= await openDataDirectory(this.#home);
    const { path, logs, secrets, registry } = this.#directory;
    const where = { dataDirectory: path, logDirectory: logs, secrets, registry };
    this.#running = await startPostgres({
      ...where,
      port: 0,
      throwaway: true,
      statistics: false,
      // As a server has it whose log is archived.
      settings: ["wal_level=replica"],
      report: () => undefined,
    });
    await migrate(this.#running.ownerUrl);
    this.app = await initOrm({ url: this.#running.appUrl, poolSize: 2 });
    this.owner = await initOrm({ url: this.#running.ownerUrl, poolSize: 1 });
  }
  async stop(): Promise<void> {
    await this.app?.close(true);
    await this.owner?.close(true);
    await this.#running?.stop();
  }
  copyTo(folder: string): void {
    execFileSync("cp", ["-a", this.files, folder]);
  }
  putBack(folder: string): void {
    rmSync(this.files, { recursive: true });
    execFileSync("cp", ["-a", folder, this.files]);
  }
  async end(): Promise<void> {
    await this.stop();
    this.#directory?.close();
  }
}

function orm(one: Orm | undefined): Orm {
  if (one === undefined) throw new Error("start it first");
  return one;
}

describe("which database this is", () => {
  let cluster: Cluster;
  let backup: string;
  let number = 0;
  afterEach(() => cluster.end());

  async function open(): Promise<void> {
    cluster = new Cluster(`cluster-${++number}`);
    backup = join(inject("services").runDirectory, `cluster-backup-${number}`);
    await cluster.start();
  }
  const look = (mark: Parameters<typeof lookAtInstallation>[1]) => lookAtInstallation(orm(cluster.app), mark);

  it("O4 is known by itself: a server that starts anew is looked at before anything is claimed, and is the same", async () => {
    await open();
    const first = await look(null);
    expect(first).toMatchObject({ held: false, first: true, mark: { beat: 1 } });
    if (first.held) return;
    expect(await look(first.mark)).toMatchObject({ held: false, first: false, mark: { beat: 2 } });
    await cluster.stop();
    await cluster.start();
    expect(await waitsForLook(orm(cluster.app))).toBe(true);
    // One look may have been lost between the database and Temporal, not the other way.
    expect(await look(first.mark)).toMatchObject({ held: false, mark: { beat: 3 } });
    expect(await waitsForLook(orm(cluster.app))).toBe(false);
    // Temporal has lost its data: nothing speaks against the database.
    expect(await look(null)).toMatchObject({ held: false, mark: { beat: 4 } });
    // The mark of another installation says nothing of this one.
    const another = { installationId: "00000000-0000-4000-8000-000000000000", beat: 99 };
    expect(await look(another)).toMatchObject({ held: false });
  }, 120_000);

  it("O4 is not the same where its files were put back: Temporal's mark is ahead", async () => {
    await open();
    const first = await look(null);
    if (first.held) throw new Error("held");
    await cluster.stop();
    cluster.copyTo(backup);
    await cluster.start();
    let { mark } = first;
    for (let looks = 0; looks < 2; looks++) {
      const next = await look(mark);
      if (next.held) throw new Error("held");
      mark = next.mark;
    }
    await cluster.stop();
    cluster.putBack(backup);
    await cluster.start();
    expect(await waitsForLook(orm(cluster.app))).toBe(true);
    expect(await look(mark)).toMatchObject({ held: true, because: "went_back", newly: true });
    expect(await look(mark)).toMatchObject({ held: true, because: "went_back", newly: false });
    // The app's role cannot lift it.
    const lift = orm(cluster.app)
      .em.fork()
      .execute("update installation set held_at = null, held_because = null");
    await expect(lift).rejects.toThrow(/held until the operator releases it/);
    // Nothing was ever sent and no organisation is there: all is compared.
    expect(await releaseSending(orm(cluster.owner), null)).toEqual({ outcome: "released" });
    expect(await look(mark)).toMatchObject({ held: false, mark: { beat: mark.beat + 2 } });
  }, 120_000);

  it("O4 is not the same after a recovery to a point in time: its timeline is another one", async () => {
    await open();
    const first = await look(null);
    if (first.held) throw new Error("held");
    await cluster.stop();
    cluster.copyTo(backup);
    const archive = `${backup}-log`;
    cpSync(join(cluster.files, "pg_wal"), archive, { recursive: true });
    cluster.putBack(backup);
    writeFileSync(join(cluster.files, "recovery.signal"), "");
    // Nobody is let in to read while it still recovers.
    const settings = `restore_command = 'cp ${archive}/%f %p'\nhot_standby = off\n`;
    appendFileSync(join(cluster.files, "postgresql.auto.conf"), settings);
    execFileSync("chown", ["--reference", cluster.files, join(cluster.files, "recovery.signal")]);
    await cluster.start();
    expect(await look(first.mark)).toMatchObject({ held: true, because: "another_timeline" });
  }, 120_000);
});
