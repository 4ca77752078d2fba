# Runs the migrations and ends; also `node scripts/sending.ts state` and `node scripts/organisation.ts link`.
# docker build -f deploy/migrate.Dockerfile -t packpost-migrate .
FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /packpost
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/sandbox/package.json apps/sandbox/
COPY apps/web/package.json apps/web/
COPY apps/worker/package.json apps/worker/
COPY packages/client/package.json packages/client/
COPY packages/core/package.json packages/core/
COPY packages/db/package.json packages/db/
COPY packages/providers/package.json packages/providers/
COPY packages/storage/package.json packages/storage/
COPY packages/workflows/package.json packages/workflows/
RUN npm ci --no-audit --no-fund && npm cache clean --force
COPY tsconfig.base.json ./
COPY packages packages
COPY apps apps
COPY scripts scripts
USER node
CMD ["node", "scripts/migrate.ts"]
