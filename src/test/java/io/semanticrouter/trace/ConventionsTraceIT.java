package io.semanticrouter.trace;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the packaged application, the native binary where that is what was packaged. */
@QuarkusIntegrationTest
class ConventionsTraceIT extends ConventionsTraceTest {}
