# `make pin` adds the digests of what these names mean today.
ARG PYTHON_IMAGE=python:3.13-slim
ARG NODE_IMAGE=node:22-slim

# plotly.js with our five traces instead of fifty: a third of what a first visitor fetches.
FROM ${NODE_IMAGE} AS plotly
WORKDIR /build
COPY deploy/plotly/package.json deploy/plotly/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY deploy/plotly/build.js ./
RUN node build.js plotly.min.js "$(node -p "require('plotly.js/package.json').version")"

# What films of a race are encoded with.
FROM ${NODE_IMAGE} AS film
WORKDIR /build
COPY deploy/film/package.json deploy/film/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY deploy/film/build.js ./
RUN node build.js film.js

FROM ${PYTHON_IMAGE}

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore

WORKDIR /app
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

# The lock holds the build tool too: nothing unverified is fetched for the editable install. Nothing can be compiled later,
# the root is read-only then.
COPY . .
RUN pip install --no-deps --no-build-isolation -e . && python -m compileall -q .

# Fails if it is not the version that the installed plotly package carries.
COPY --from=plotly /build/plotly.min.js /opt/plotly/plotly.min.js
ENV RAVINE_PLOTLY=/opt/plotly/plotly.min.js
RUN python -c "from ravine.stage.assets import plotly_js; assert str(plotly_js()) == '$RAVINE_PLOTLY', plotly_js()"

COPY --from=film /build/film.js /opt/film/film.js
ENV RAVINE_FILM=/opt/film/film.js
RUN python -c "from ravine.stage.assets import addresses; assert addresses()['film'], 'films cannot be encoded'"

# Compile every kernel once, for any CPU of this architecture; the engine looks here when its own cache has none.
ENV NUMBA_CPU_NAME=generic
RUN NUMBA_CACHE_DIR=/opt/kernels python -m experiments.warm && chmod -R a+rX /opt/kernels
ENV RAVINE_PREWARMED=/opt/kernels \
    NUMBA_CACHE_DIR=/tmp/kernels \
    HOME=/tmp \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    PORT=8501

USER 10001:10001
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["sh", "deploy/serve"]
