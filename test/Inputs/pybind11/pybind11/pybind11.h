// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The part of pybind11 that calls Python's objects, with its signatures.
#ifndef MOCK_PYBIND11_H
#define MOCK_PYBIND11_H

#include <utility>

struct _object;
typedef struct _object PyObject;

namespace pybind11 {

class handle;
class object;
class str;
enum class return_value_policy : unsigned char { automatic = 0, automatic_reference };

namespace detail {
class args_proxy;

template <typename Policy> class accessor;
namespace accessor_policies {
struct obj_attr;
struct str_attr;
struct generic_item;
} // namespace accessor_policies
using obj_attr_accessor = accessor<accessor_policies::obj_attr>;
using str_attr_accessor = accessor<accessor_policies::str_attr>;
using item_accessor = accessor<accessor_policies::generic_item>;

class pyobject_tag {};

template <typename Derived> class object_api : public pyobject_tag {
public:
  item_accessor operator[](handle key) const;
  item_accessor operator[](object &&key) const;
  item_accessor operator[](const char *key) const;
  obj_attr_accessor attr(handle key) const;
  obj_attr_accessor attr(object &&key) const;
  str_attr_accessor attr(const char *key) const;
  args_proxy operator*() const;
  template <return_value_policy policy = return_value_policy::automatic_reference, typename... Args>
  object operator()(Args &&...args) const;
  bool is(object_api const &other) const;
  bool is_none() const;
};
} // namespace detail

class handle : public detail::object_api<handle> {
public:
  handle() = default;
  handle(PyObject *ptr) : m_ptr(ptr) {}
  PyObject *ptr() const { return m_ptr; }
  const handle &inc_ref() const &;
  const handle &dec_ref() const &;
  template <typename T> T cast() const;
  explicit operator bool() const { return m_ptr != nullptr; }

protected:
  PyObject *m_ptr = nullptr;
};

class object : public handle {
public:
  object() = default;
  object(const object &o) : handle(o) { inc_ref(); }
  object(object &&other) noexcept : handle(other) { other.m_ptr = nullptr; }
  ~object() { dec_ref(); }
  handle release() {
    PyObject *tmp = m_ptr;
    m_ptr = nullptr;
    return handle(tmp);
  }
  object &operator=(const object &other);
  object &operator=(object &&other) noexcept;
};

namespace detail {
template <typename Policy> class accessor : public object_api<accessor<Policy>> {
public:
  accessor(handle obj, const char *key);
  accessor(const accessor &) = default;
  accessor(accessor &&) noexcept = default;
  void operator=(const accessor &a) &&;
  void operator=(const accessor &a) &;
  template <typename T> void operator=(T &&value) &&;
  template <typename T> void operator=(T &&value) &;
  operator object() const;
  PyObject *ptr() const;
  template <typename T> T cast() const;

private:
  handle obj;
  const char *key;
  mutable object cache;
};
} // namespace detail

class str : public object {
public:
  str(const char *c = "");
};

class none : public object {
public:
  none();
};

class list : public object {
public:
  list();
  template <typename T> void append(T &&val) const;
};

class module_ : public object {
public:
  static module_ import(const char *name);
};

class gil_scoped_acquire {
public:
  gil_scoped_acquire();
  ~gil_scoped_acquire();
};

template <typename... Args> void print(Args &&...args);
void setattr(handle obj, const char *name, handle value);

} // namespace pybind11

#endif
