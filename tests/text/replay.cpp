// The fuzz target, so that its corpus is replayed as a test.
#include "../fuzz/text.cpp"
