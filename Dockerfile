FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json tsconfig.commonjs.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    STUNTFACE_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --chmod=755 bin ./bin
COPY --chmod=755 models ./models
COPY --chmod=755 scenarios ./scenarios
COPY --chmod=644 README.md FIDELITY.md CHANGELOG.md LICENSE ./
USER node
EXPOSE 4090
HEALTHCHECK --interval=5s --timeout=4s --start-period=20s --start-interval=500ms --retries=3 \
  CMD ["node", "/app/bin/stuntface.js", "healthcheck"]
ENTRYPOINT ["node", "/app/bin/stuntface.js"]
CMD ["serve"]
