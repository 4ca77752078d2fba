/** A forbidden direction. `$1` in `to` and `except` is what the bracket in `from` matched. */
export type ImportRule = {
  readonly from: RegExp;
  readonly notFrom?: RegExp;
  readonly to: string;
  readonly except?: string;
  readonly typesAllowed?: boolean;
  /** Server actions ("use server") run on the server wherever they stand, and browsers may call them. */
  readonly serverActionsAllowed?: boolean;
  /** Where the code belongs instead. */
  readonly belongs: string;
};

const test = /\.(test|fixture)\.tsx?$/;

/** Who may import whom (ARCHITECTURE.md); anything that matches fails the build. */
export const importRules: readonly ImportRule[] = [
  {
    from: /^packages\/db\//,
    to: "^(apps|scripts|test|packages/(?!db/))",
    belongs: "packages/db knows tables and nothing above them. A rule about them belongs into packages/core.",
  },
  {
    from: /^packages\/providers\//,
    to: "^(apps|scripts|test|packages/(?!providers/))",
    belongs:
      "packages/providers speaks to providers and knows nothing of ours. Pass it plain values from packages/core.",
  },
  {
    from: /^packages\/storage\//,
    to: "^(apps|scripts|test|packages/(?!storage/))",
    belongs: "packages/storage keeps bytes under names. What they are belongs into packages/core.",
  },
  {
    from: /^apps\/sandbox\//,
    to: "^(scripts|test|packages|apps/(?!sandbox/))",
    belongs: "The simulator knows wire formats only. Whatever is ours stays behind its HTTP surface.",
  },
  {
    from: /^packages\/workflows\/src\/(?!client\.ts|connect-temporal)/,
    notFrom: test,
    to: "",
    except: "^(packages/workflows/src/|npm:@temporalio/(workflow|common)$)",
    belongs:
      "Workflow code may import @temporalio/workflow and common. The work belongs into packages/core, called by an activity.",
  },
  {
    from: /^packages\/workflows\/src\/client\.ts$/,
    to: "",
    except: "^(packages/workflows/src/|npm:@temporalio/(client|common|envconfig)$)",
    belongs: "workflows/client starts and signals, nothing else.",
  },
  {
    from: /^packages\/workflows\/src\/connect-temporal\.ts$/,
    to: "",
    except: "^npm:(@temporalio/(client|envconfig)|@grpc/grpc-js)$",
    belongs: "workflows/connect-temporal opens a process's connection, nothing else.",
  },
  {
    from: /^packages\/core\//,
    notFrom: test,
    to: "^packages/(providers|workflows|storage)/",
    typesAllowed: true,
    belongs:
      "packages/core is handed providers, storage and the workflow client by its context: import their types alone.",
  },
  {
    from: /^packages\/client\/src\//,
    to: "",
    except: "^(packages/client/src/|npm:@trpc/(client|server)$)",
    belongs:
      "What the client imports is published with it: tRPC alone. Its types are made from the API's router (scripts/client).",
  },
  {
    from: /^packages\//,
    to: "^(apps|scripts|test)/",
    belongs: "Packages are below the apps. What an app and a package both need belongs into the package.",
  },
  {
    from: /^apps\/([^/]+)\//,
    to: "^(apps/(?!$1/)|scripts/|test/)",
    belongs:
      "Apps meet through the database, Temporal and HTTP. What two of them need belongs into a package.",
  },
  {
    from: /^apps\/web\/src\//,
    notFrom: /^apps\/web\/src\/server\/(context|database)\.ts$|\.test\.tsx?$/,
    to: "^packages/db/",
    except: "^packages/db/src/(organisation-id|slots)\\.ts$",
    typesAllowed: true,
    belongs: "Only the web's context opens the database. A query belongs into a verb of packages/core.",
  },
  {
    from: /^apps\/api\/src\//,
    notFrom: /^apps\/api\/src\/database\.ts$|\.test\.ts$/,
    to: "^packages/db/",
    except: "^packages/db/src/organisation-id\\.ts$",
    typesAllowed: true,
    belongs: "Only the api's database.ts opens the database. A query belongs into a verb of packages/core.",
  },
  {
    from: /^apps\/(api|web)\/src\//,
    to: "^packages/providers/",
    except: "^packages/providers/src/([^/]+/[a-z-]*webhook[a-z-]*|postmark/webhook/[a-z-]+)\\.ts$",
    belongs:
      "Web and api read webhooks and never call a provider: sending belongs to the worker's activities.",
  },
  {
    from: /^apps\/(api|web)\/src\//,
    to: "^packages/workflows/",
    except: "^packages/workflows/src/(client|connect-temporal)\\.ts$",
    belongs:
      "Web and api start and signal workflows through @packpost/workflows/client alone, by a connection of connect-temporal.",
  },
  {
    from: /^apps\/web\/src\/(features|components|theme)\//,
    notFrom: test,
    to: "^(apps/web/src/server/|packages/(db|providers|storage|workflows)/)",
    typesAllowed: true,
    serverActionsAllowed: true,
    belongs: "This runs in the browser: data comes through tRPC, only types come from the server.",
  },
  {
    from: /^apps\/web\/src\/features\/([^/]+)\//,
    to: "^apps/web/src/features/(?!$1/)",
    belongs:
      "Features never import each other. What two need belongs into components (if any product could use it) or core.",
  },
  {
    from: /^apps\/web\/src\/components\//,
    notFrom: test,
    to: "^(apps/web/src/(features|server|app)/|packages/)",
    // The vocabularies of outcomes, and of what a mail may hold, are the whole product's.
    except:
      "^packages/core/src/.*(buckets|figures|outcome-kinds|reasons|schemas|merge-fields|content/checks/problem|draft-limits|stored-picture|picture-limits)\\.ts$",
    belongs: "A component could ship in another product: pass it plain props, or move it into the feature.",
  },
  {
    // A room: a folder of components, or one within a feature.
    from: /^(apps\/web\/src\/(?:components|features\/[^/]+)\/[^/]+)\/[^/]+$/,
    to: "\\.module\\.css$",
    except: "^$1/|^apps/web/src/components/status/tone",
    belongs:
      "A room has its own styles: else a change of one moves another. Give it a file, or share the component.",
  },
  {
    from: /^apps\/web\/src\/server\//,
    to: "^apps/web/src/(app|features|components)/",
    belongs: "Pages use the server folder, not the other way round.",
  },
  {
    from: /^/,
    to: "^missing:",
    except: "^missing:\\./.*\\.(css|svg)$",
    belongs: "This import leads nowhere: correct the path, or export the file.",
  },
];
