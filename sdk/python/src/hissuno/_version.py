"""The version of this package. Its first number is the one of the API it speaks."""

VERSION = "1.0.0"
