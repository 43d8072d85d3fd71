// Goes before libqpdf's headers for clang, which cannot read qpdf/JSON.hh beside libstdc++ 12 in C++20 (a vector of a
// class that is not complete yet). We use none of it.
#pragma once

#define JSON_HH
class JSON;
