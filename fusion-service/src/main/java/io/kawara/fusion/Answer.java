package io.kawara.fusion;

import io.kawara.contracts.Result;

/** A result on its way out, with the trace that it belongs to, if any. */
record Answer(Result result, String traceParent) {}
